import type { AuditEvent } from '#platform/audit/record.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { BulkRunRow, UserRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { endSessionsOf, reactivateAccount, suspendAccount } from './account-changes.ts';
import { type Changer, stateConflict } from './account-rules.ts';
import { lockOpenRun, lockUsers, type RowOutcome, settleRows, waitingRows } from './bulk-repository.ts';
import { refusedAction } from './bulk-rules.ts';
import { moveTier } from './tier-service.ts';
import { findUser, lockAdmins } from './user-repository.ts';

/** Accounts of one commit: whoever wants one of them waits no longer than these take. */
export const bulkChunk = 200;

/**
 * Works through the next rows of a bulk action in one transaction: changes, what became of each row, counts and audit
 * entries are committed together, so that a platform that dies goes on where it was.
 *
 * @param id the run, or null for the oldest that nobody works on
 * @returns true when there may be more
 */
export async function workBulkChunk(deps: PlatformDeps, id: string | null): Promise<boolean> {
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const run = await lockOpenRun(transaction, id);
    if (!run) return false;
    const rows = await waitingRows(transaction, run.id, bulkChunk);
    const changer = await findUser(transaction, run.actor_id);
    // Who may no longer do this, or not at all any more, must not go on doing it through a job.
    const stopped = changer?.state === 'active' ? refusedAction(changer.role, run.action) : goneActor();
    if (run.action === 'suspend') await lockAdmins(transaction);
    const users = await lockUsers(
      transaction,
      rows.map((row) => row.user_id),
    );
    const outcomes: RowOutcome[] = [];
    const events: AuditEvent[] = [];
    for (const { position, user_id: userId } of rows) {
      try {
        const user = users.get(userId);
        if (stopped) throw stopped;
        if (!changer || !user || user.purged_at) throw notFound('user');
        const made = await changeOne(transaction, run, changer, user, at);
        events.push(...made.map((event) => ({ ...event, details: { ...event.details, bulk_run_id: run.id } })));
        outcomes.push({ position, problem: null });
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        outcomes.push({ position, problem: { kind: error.kind, detail: error.message } });
      }
    }
    const { finished } = await settleRows(transaction, run, outcomes, at);
    const actor = { id: run.actor_id, role: changer?.role ?? 'system', requestId: run.request_id };
    if (events.length > 0) await recordAudit(transaction, at, actor, events);
    return !finished || id === null;
  });
}

/** The same changes as one by one, which refuse before they write. */
async function changeOne(
  transaction: Executor,
  run: BulkRunRow,
  changer: Changer,
  user: UserRow,
  at: Date,
): Promise<AuditEvent[]> {
  switch (run.action) {
    case 'suspend':
      return (await suspendAccount(transaction, changer, user, run.reason, at)).events;
    case 'reactivate':
      return (await reactivateAccount(transaction, changer, user, at)).events;
    case 'tier':
      if (run.tier === null) throw new Error('A bulk change of tier names no tier.');
      return (await moveTier(transaction, changer, user, { to: run.tier, reason: run.reason }, at)).events;
    case 'revoke_sessions':
      if (user.id === changer.id) throw stateConflict('This is your own account; end its sessions on its page.');
      return (await endSessionsOf(transaction, { id: changer.id, role: changer.role }, user, run.reason, at)).events;
  }
}

function goneActor(): ProblemError {
  return new ProblemError(
    'forbidden',
    'Whoever began this can’t sign in any more, so the platform did not go on with it. Nothing was changed.',
  );
}
