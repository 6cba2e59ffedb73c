import { type AuditEvent, recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Job } from '#platform/jobs/runner.ts';
import { findUsers } from '#platform/users/user-repository.ts';
import { endView } from './events.ts';
import { lockExpiredViews } from './repository.ts';

const chunk = 100;

/** Writes down that views are over whose time was. Returns true when there may be more. */
async function endExpired(deps: PlatformDeps): Promise<boolean> {
  const now = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const views = await lockExpiredViews(transaction, now, chunk);
    if (views.length === 0) return false;
    const users = await findUsers(
      transaction,
      views.map((view) => view.user_id),
    );
    const events: AuditEvent[] = [];
    for (const view of views) {
      const user = users.get(view.user_id);
      if (user) events.push((await endView(transaction, view, user, now, 'expired')).event);
    }
    await recordAudit(transaction, now, systemAuditActor, events);
    return views.length === chunk;
  });
}

/** Nothing hangs on the minute: whoever reads is refused by the clock, whether this ran or not. */
export const viewExpiryJob: Job = { name: 'view-expiry', everyMilliseconds: 30_000, run: endExpired };
