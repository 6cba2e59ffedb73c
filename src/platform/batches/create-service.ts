import { randomUUID } from 'node:crypto';
import { maximumBatchRows } from '#contract/batches.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { readSeats } from '#platform/capacity/ledger-repository.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { SignedInContext } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { type ListReading, readAddressList, readAddressRows } from '#shared/address-list.ts';
import { readPolicy } from './decision-repository.ts';
import { classWithinList } from './plan.ts';
import { insertRows, storePlan, summarisePlan } from './plan-repository.ts';
import { insertBatch } from './repository.ts';

type NewBatch = HandlerInputOf<'batches.create'>['body'];

/**
 * Reads the list and stores it as a draft with every row classed. Nothing is reserved, made or mailed.
 *
 * @returns the id of the batch
 */
export async function createBatch(deps: PlatformDeps, body: NewBatch, context: SignedInContext): Promise<string> {
  const rows = classWithinList(readList(body));
  const id = randomUUID();
  const now = deps.clock.now();
  await deps.database.transaction().execute(async (transaction) => {
    const seats = await readSeats(transaction);
    const policy = await readPolicy(transaction);
    await insertBatch(transaction, {
      id,
      name: body.name,
      author_id: context.actor.id,
      created_at: now,
      four_eyes: policy.four_eyes,
    });
    await insertRows(transaction, id, rows, seats.free);
    const plan = await summarisePlan(transaction, { id, name: body.name });
    await storePlan(transaction, { id, version: 1 }, plan, now);
    await recordAudit(transaction, now, auditActorOf(context), [
      {
        action: 'batch.created',
        subjectType: 'batch',
        subjectId: id,
        details: { plan_hash: plan.hash, counts: plan.counts },
        personal: { subject_name: body.name },
      },
    ]);
  });
  return id;
}

function readList(body: NewBatch) {
  const options = { defaultTier: body.default_tier ?? ('standard' as const), maximumRows: maximumBatchRows };
  const field = body.csv === undefined ? 'rows' : 'csv';
  const reading: ListReading =
    body.csv === undefined ? readAddressRows(body.rows ?? [], options) : readAddressList(body.csv, options);
  if (reading.ok) return reading.rows;
  const { kind, message } = reading.error;
  if (kind === 'too_many_rows') throw new ProblemError('payload_too_large', `${message} Nothing was changed.`);
  throw new ProblemError('validation', `${message} Nothing was changed.`, { errors: [{ path: field, message }] });
}
