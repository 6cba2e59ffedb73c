import type { Insertable, Selectable } from 'kysely';
import type { ViewEnd, ViewPart } from '#contract/view-as.ts';
import type { Executor } from '#platform/db/open.ts';
import type { MemberViewsTable } from '#platform/db/tables/view-as.ts';

export type ViewRow = Selectable<MemberViewsTable>;
export interface Look {
  part: ViewPart;
  at: Date;
}

export async function insertView(transaction: Executor, row: Insertable<MemberViewsTable>): Promise<ViewRow> {
  return transaction.insertInto('member_views').values(row).returningAll().executeTakeFirstOrThrow();
}

export function findView(executor: Executor, id: string, options: { lock: boolean }): Promise<ViewRow | undefined> {
  const query = executor.selectFrom('member_views').selectAll().where('id', '=', id);
  return (options.lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Views of one viewer that nobody ended yet, held: at most one. */
export function lockOpenViews(transaction: Executor, viewerId: string): Promise<ViewRow[]> {
  return transaction
    .selectFrom('member_views')
    .selectAll()
    .where('viewer_id', '=', viewerId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .execute();
}

/** Views whose time is over and that nobody ended yet, held. */
export function lockExpiredViews(transaction: Executor, now: Date, limit: number): Promise<ViewRow[]> {
  return transaction
    .selectFrom('member_views')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function closeView(transaction: Executor, id: string, endedAt: Date, ended: ViewEnd): Promise<ViewRow> {
  return transaction
    .updateTable('member_views')
    .set({ ended_at: endedAt, ended })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A look that is to be written down; `lookId` is the viewer's own name for it, if they gave one. */
export interface NewLook extends Look {
  viewId: string;
  lookId: string | null;
}

export async function insertLook(transaction: Executor, { viewId, lookId, part, at }: NewLook): Promise<void> {
  await transaction.insertInto('member_view_looks').values({ view_id: viewId, look_id: lookId, part, at }).execute();
}

/** True where this very look is written down already, since the given time. */
export async function hasLook(executor: Executor, { viewId, lookId, part }: NewLook, since: Date): Promise<boolean> {
  if (lookId === null) return false;
  const found = await executor
    .selectFrom('member_view_looks')
    .select('position')
    .where('view_id', '=', viewId)
    .where('look_id', '=', lookId)
    .where('part', '=', part)
    .where('at', '>', since)
    .executeTakeFirst();
  return found !== undefined;
}

/** Oldest first. */
export function listLooks(executor: Executor, viewId: string): Promise<Look[]> {
  return executor
    .selectFrom('member_view_looks')
    .select(['part', 'at'])
    .where('view_id', '=', viewId)
    .orderBy('position')
    .execute();
}
