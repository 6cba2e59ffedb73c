import type { Page } from '#contract/common.ts';
import type { Invitation, InvitationDetail } from '#contract/invitations.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { notFound } from '#platform/http/problem.ts';
import { tellHistory } from './history.ts';
import { auditFactsOf, mailFactsOf } from './history-repository.ts';
import { presentInvitation } from './present.ts';
import { findView, type InvitationQuery, listViews } from './repository.ts';

export async function listInvitations(
  deps: Pick<PlatformDeps, 'database' | 'clock'>,
  query: InvitationQuery,
): Promise<Page<Invitation>> {
  const page = await listViews(deps.database, query, deps.clock.now());
  return { items: page.rows.map((row) => presentInvitation(row)), next_cursor: page.nextCursor, total: page.total };
}

/** @throws ProblemError `not_found` */
export async function readInvitation(executor: Executor, id: string): Promise<InvitationDetail> {
  const row = await findView(executor, id);
  if (!row) throw notFound('invitation');
  const [audit, mails] = await Promise.all([auditFactsOf(executor, id), mailFactsOf(executor, id)]);
  return { ...presentInvitation(row), history: tellHistory(audit, mails) };
}
