import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table invitations drop constraint invitations_delivery_check`,
  `alter table invitations add constraint invitations_delivery_check
    check (delivery in ('not_sent', 'queued', 'sent', 'kept', 'failed', 'bounced'))`,
  // The month of a rehearsal has bounces, so it had a mail server. Its mails are those that a moment passed over before
  // they went out; what a visitor did was kept in the instant, or when it was tried again.
  `update outbox_mails set transport = 'smtp'
    where transport = 'outbox' and exists (select from store_facts where name = 'rehearsal')
      and (status = 'bounced' or (sent_at > created_at and sent_at = next_attempt_at))`,
  // Until now an invitation whose mail the outbox kept was called sent. The delivery follows the newest of its mails.
  `update invitations set delivery = 'kept'
    from (
      select distinct on (invitation_id) invitation_id, transport from outbox_mails
      where invitation_id is not null and status <> 'cancelled'
      order by invitation_id, created_at desc, id desc
    ) as newest
    where newest.invitation_id = invitations.id and newest.transport = 'outbox' and invitations.delivery = 'sent'`,
  // Two people who change the seats or the policy at once must not undo each other's change without seeing it.
  `alter table seats add column version integer not null default 1`,
  `alter table approval_policy add column version integer not null default 1`,
];

/** An invitation that nobody was mailed is kept, not sent; seats and the approval policy have versions. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
