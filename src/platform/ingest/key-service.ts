import { randomUUID } from 'node:crypto';
import type { IngestKey } from '#contract/ingest.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { newOpaqueToken } from '#platform/auth/opaque-token.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { actorAnswer } from '#platform/users/user-answer.ts';
import { hashIngestKey, ingestKeyPrefix } from './key-authenticator.ts';
import { findKeyView, type IngestKeyView, insertKey, listKeys, lockKey, markRevoked } from './key-repository.ts';

export async function readKeys(
  deps: PlatformDeps,
  query: HandlerInputOf<'ingest.keys.list'>['query'],
): Promise<AnswerOf<'ingest.keys.list'>> {
  const page = await listKeys(deps.database, query.state, query);
  return { items: page.rows.map(keyAnswer), next_cursor: page.nextCursor, total: page.total };
}

/** Makes a key. Only its keyed hash is stored, so this answer is where it can be read, and nowhere else. */
export async function createKey(
  deps: PlatformDeps,
  name: string,
  context: RequestContext,
): Promise<AnswerOf<'ingest.keys.create'>> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const id = randomUUID();
  const key = `${ingestKeyPrefix}${newOpaqueToken()}`;
  const view = await deps.database.transaction().execute(async (transaction) => {
    await insertKey(transaction, {
      id,
      name,
      key_hash: hashIngestKey(deps.keys, key),
      last_four: key.slice(-4),
      created_at: at,
      created_by: actor.id,
    });
    const made = await requireView(transaction, id);
    await recordAudit(transaction, at, auditActorOf(context), [
      { action: 'ingest_key.created', subjectType: 'ingest_key', subjectId: id, personal: { subject_name: name } },
    ]);
    return made;
  });
  return { ...keyAnswer(view), key };
}

/** @throws ProblemError `not_found`, or `state_conflict` for a key that was revoked already */
export async function revokeKey(deps: PlatformDeps, id: string, context: RequestContext): Promise<IngestKey> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const view = await deps.database.transaction().execute(async (transaction) => {
    const key = await lockKey(transaction, id);
    if (!key) throw notFound('ingest key');
    if (key.revoked_at) {
      throw new ProblemError('state_conflict', `“${key.name}” was revoked already. Nothing was changed.`);
    }
    await markRevoked(transaction, id, actor.id, at);
    const revoked = await requireView(transaction, id);
    await recordAudit(transaction, at, auditActorOf(context), [
      { action: 'ingest_key.revoked', subjectType: 'ingest_key', subjectId: id, personal: { subject_name: key.name } },
    ]);
    return revoked;
  });
  return keyAnswer(view);
}

async function requireView(transaction: PlatformDeps['database'], id: string): Promise<IngestKeyView> {
  const view = await findKeyView(transaction, id);
  if (!view) throw new Error('A key that was written just now is not there.');
  return view;
}

function keyAnswer(view: IngestKeyView): IngestKey {
  return {
    id: view.id,
    name: view.name,
    masked_key: `${ingestKeyPrefix}••••${view.last_four}`,
    state: view.revoked_at ? 'revoked' : 'live',
    created_at: view.created_at.toISOString(),
    created_by: actorAnswer(view.created_by, view.creator_name, view.creator_role),
    last_used_at: view.last_used_at?.toISOString() ?? null,
    revoked_at: view.revoked_at?.toISOString() ?? null,
    revoked_by: view.revoked_by ? actorAnswer(view.revoked_by, view.revoker_name, view.revoker_role) : null,
  };
}
