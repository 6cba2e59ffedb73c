import type { ViewEnd } from '#contract/view-as.ts';
import type { AuditEvent } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import { userEvent } from '#platform/users/account-changes.ts';
import { closeView, listLooks, type ViewRow } from './repository.ts';

/** Ends a view, and what the audit log says of it: how, after how long, and what had been looked at. */
export async function endView(
  transaction: Executor,
  view: ViewRow,
  user: { id: string; email: string },
  at: Date,
  ended: ViewEnd,
): Promise<{ view: ViewRow; event: AuditEvent }> {
  const endedAt = ended === 'expired' ? view.expires_at : at;
  const closed = await closeView(transaction, view.id, endedAt, ended);
  const looks = await listLooks(transaction, view.id);
  const event = userEvent(user, 'user.view_as.ended', {
    view_id: view.id,
    ended,
    seconds: Math.round((endedAt.getTime() - view.started_at.getTime()) / 1000),
    parts: [...new Set(looks.map(({ part }) => part))],
  });
  return { view: closed, event };
}
