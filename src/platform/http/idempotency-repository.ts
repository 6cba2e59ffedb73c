import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import { ProblemError } from './problem.ts';

/** Which key of whom for what. */
export interface KeyName {
  owner: string;
  operationId: string;
  key: string;
}

export interface StoredKey {
  claim: string;
  body_hash: Uint8Array;
  status: number | null;
  response_encrypted: Uint8Array | null;
  created_at: Date;
  committed_at: Date | null;
}

/** The claim under which the present request runs, where it came with a key. */
export const currentClaim = new AsyncLocalStorage<{ claim: string; at: Date }>();

/** Takes the key for this claim; false when it is taken already. */
export async function claimKey(
  executor: Executor,
  name: KeyName,
  claim: { id: string; bodyHash: Buffer; at: Date },
): Promise<boolean> {
  const row = await executor
    .insertInto('idempotency_keys')
    .values({
      owner: name.owner,
      operation_id: name.operationId,
      key: name.key,
      claim: claim.id,
      body_hash: claim.bodyHash,
      status: null,
      response_encrypted: null,
      created_at: claim.at,
      committed_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('claim')
    .executeTakeFirst();
  return row !== undefined;
}

export function findKey(executor: Executor, name: KeyName): Promise<StoredKey | undefined> {
  return executor
    .selectFrom('idempotency_keys')
    .select(['claim', 'body_hash', 'status', 'response_encrypted', 'created_at', 'committed_at'])
    .where('owner', '=', name.owner)
    .where('operation_id', '=', name.operationId)
    .where('key', '=', name.key)
    .executeTakeFirst();
}

/**
 * Notes, in the transaction of the work itself, that the work of the present request is done. From here on nobody
 * runs it again, even if its answer is lost. Called by whatever records the audit entry, which every change does last.
 *
 * @throws ProblemError `idempotency_conflict` when another request took the key over; the transaction rolls back
 */
export async function markCommitted(transaction: Executor): Promise<void> {
  const current = currentClaim.getStore();
  if (!current) return;
  const result = await transaction
    .updateTable('idempotency_keys')
    .set({ committed_at: current.at })
    .where('claim', '=', current.claim)
    .executeTakeFirst();
  if (result.numUpdatedRows === 1n) return;
  throw new ProblemError(
    'idempotency_conflict',
    'This request took so long that a repetition of it was let in. Nothing was changed by this one.',
  );
}

export async function storeAnswer(
  executor: Executor,
  claim: string,
  answer: { status: number; encrypted: Buffer | null },
): Promise<void> {
  await executor
    .updateTable('idempotency_keys')
    .set({ status: answer.status, response_encrypted: answer.encrypted })
    .where('claim', '=', claim)
    .execute();
}

/** Gives a key back whose request changed nothing, so that it can be tried again. True if it was given back. */
export async function releaseKey(executor: Executor, claim: string): Promise<boolean> {
  const result = await executor
    .deleteFrom('idempotency_keys')
    .where('claim', '=', claim)
    .where('committed_at', 'is', null)
    .where('status', 'is', null)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function forgetKey(executor: Executor, claim: string): Promise<void> {
  await executor.deleteFrom('idempotency_keys').where('claim', '=', claim).execute();
}

/** Removes keys made before the given time, a thousand at most. Returns how many. */
export async function forgetKeysBefore(executor: Executor, before: Date): Promise<number> {
  const result = await executor
    .deleteFrom('idempotency_keys')
    .where(sql<boolean>`claim = any(array(select claim from idempotency_keys where created_at < ${before} limit 1000))`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
