import { sql } from 'kysely';
import type { BatchStatus } from '#contract/batches.ts';
import type { Tier } from '#contract/common.ts';
import type { Delivery, InvitationStatus } from '#contract/invitations.ts';
import type { Executor } from '#platform/db/open.ts';

/** Invitations that have status, tier and delivery in common. */
export interface InvitationGroup {
  status: InvitationStatus;
  tier: Tier;
  delivery: Delivery;
  count: number;
  /** Those of them whose mail a mail server ever took or the outbox keeps, whatever became of a later one. */
  mailed: number;
}

/** One scan of all invitations; a mail is looked up only where the delivery leaves it open. */
export async function countInvitations(executor: Executor): Promise<InvitationGroup[]> {
  const { rows } = await sql<InvitationGroup>`
    select status, tier, delivery, count(*) as count,
      count(*) filter (where status = 'used' or delivery in ('sent', 'kept') or exists (
        select from outbox_mails where outbox_mails.invitation_id = invitations.id and outbox_mails.status = 'sent'
      )) as mailed
    from invitations group by status, tier, delivery`.execute(executor);
  return rows;
}

/** What happened on one UTC day; days without anything are not among the rows. */
export interface DayCount {
  day: string;
  invited: number;
  registered: number;
}

export async function countDays(executor: Executor, since: Date): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day,
      count(*) filter (where kind = 'invited') as invited,
      count(*) filter (where kind = 'registered') as registered
    from (
      select created_at as at, 'invited' as kind from invitations where created_at >= ${since}::timestamptz
      union all
      select used_at, 'registered' from invitations where used_at >= ${since}::timestamptz
    ) as events
    group by day`.execute(executor);
  return rows;
}

export interface RecentCounts {
  registrations_7d: number;
  registrations_previous_7d: number;
  expiring_7d: number;
  mails_failed: number;
}

export async function countRecent(executor: Executor, now: Date): Promise<RecentCounts> {
  const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
  const { rows } = await sql<RecentCounts>`
    select
      (select count(*) from invitations where used_at > ${days(-7)}::timestamptz) as registrations_7d,
      (select count(*) from invitations where used_at > ${days(-14)}::timestamptz and used_at <= ${days(-7)}::timestamptz)
        as registrations_previous_7d,
      (select count(*) from invitations where status = 'pending' and expires_at <= ${days(7)}::timestamptz) as expiring_7d,
      (select count(*) from outbox_mails where status in ('failed', 'bounced')) as mails_failed`.execute(executor);
  const [row] = rows;
  if (!row) throw new Error('A query of counts gave no row.');
  return row;
}

export async function countBatches(executor: Executor): Promise<{ status: BatchStatus; count: number }[]> {
  const { rows } = await sql<{ status: BatchStatus; count: number }>`
    select status, count(*) as count from batches group by status`.execute(executor);
  return rows;
}
