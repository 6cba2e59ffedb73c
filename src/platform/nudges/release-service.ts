import type { NudgeReason } from '#contract/nudges.ts';
import { type AuditEvent, recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { NudgeRow, UserRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { queueMails } from '#platform/outbox/queue-mail.ts';
import { lockUsers } from '#platform/users/bulk-repository.ts';
import { findUser } from '#platform/users/user-repository.ts';
import { nudgeMailData } from './mail.ts';
import { cancelPeople, type HeldPerson, heldPeople, reasonsOf, settlePeople } from './people-repository.ts';
import { lockDueNudge, updateNudge } from './repository.ts';

/** People of one commit: whoever changes one of them waits no longer than these take. */
export const releaseChunk = 200;

/**
 * Writes the next mails of a nudge whose minute is over, in one transaction: mails, what became of each person, the
 * state of the nudge and audit entries are committed together, so that a platform that dies goes on where it was and
 * nobody gets two. Who changed meanwhile is skipped.
 *
 * @returns true when there may be more
 */
export async function releaseNudges(deps: PlatformDeps): Promise<boolean> {
  const at = deps.clock.now();
  const released = await deps.database.transaction().execute(async (transaction) => {
    const nudge = await lockDueNudge(transaction, at);
    if (!nudge) return false;
    const author = await findUser(transaction, nudge.created_by);
    // Who may no longer send it must not go on sending it through a job.
    const allowed = author?.state === 'active' && (author.role === 'ops' || author.role === 'admin');
    const events = allowed ? await releasePart(deps, transaction, nudge, at) : await stop(transaction, nudge, at);
    await recordAudit(transaction, at, systemAuditActor, events);
    return true;
  });
  if (released) deps.wakeJobs();
  return released;
}

async function releasePart(
  deps: PlatformDeps,
  transaction: Executor,
  nudge: NudgeRow,
  at: Date,
): Promise<AuditEvent[]> {
  const people = await heldPeople(transaction, nudge.id, releaseChunk);
  const ids = people.map((person) => person.user_id);
  // Held first, read after: nobody is suspended or deleted between the look at them and their mail.
  const users = await lockUsers(transaction, ids);
  const reasons = await reasonsOf(transaction, ids, { step: nudge.step, at, nudgeId: nudge.id, heldCounts: false });
  const mailed = people.flatMap(({ user_id: id }) => (reasons.has(id) ? [] : (users.get(id) ?? [])));
  await queueMails(
    transaction,
    deps,
    mailed.map((user) => mailOf(nudge, user)),
  );
  await settlePeople(transaction, nudge.id, outcomes(people, reasons), at);
  const finished = people.length < releaseChunk;
  await updateNudge(transaction, nudge.id, {
    state: finished ? 'sent' : 'sending',
    sending_started_at: nudge.sending_started_at ?? at,
    finished_at: finished ? at : null,
  });
  const part = { mailed: mailed.length, skipped: people.length - mailed.length };
  return [
    ...(nudge.state === 'held' ? [about(nudge, 'nudge.sending_started', { step: nudge.step })] : []),
    ...(people.length > 0 ? [about(nudge, 'nudge.chunk_sent', part)] : []),
    ...(finished ? [about(nudge, 'nudge.sent', { step: nudge.step })] : []),
  ];
}

function mailOf(nudge: NudgeRow, user: UserRow) {
  return {
    kind: 'nudge',
    to: user.email,
    subject: nudge.subject,
    data: nudgeMailData(nudge.step, nudge.message, user.full_name),
    nudgeId: nudge.id,
    userId: user.id,
  } as const;
}

function outcomes(people: readonly HeldPerson[], reasons: ReadonlyMap<string, NudgeReason>) {
  return people.map(({ position, user_id: id }) => ({ position, reason: reasons.get(id) ?? null }));
}

async function stop(transaction: Executor, nudge: NudgeRow, at: Date): Promise<AuditEvent[]> {
  await updateNudge(transaction, nudge.id, { state: 'cancelled', cancelled_at: at });
  const people = await cancelPeople(transaction, nudge.id, at);
  return [about(nudge, 'nudge.cancelled', { step: nudge.step, people, reason: 'its author may no longer send it' })];
}

function about(nudge: NudgeRow, action: string, details: Record<string, unknown>): AuditEvent {
  return { action, subjectType: 'nudge', subjectId: nudge.id, details, personal: { subject_name: nudge.subject } };
}
