import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

/**
 * Takes mails of these invitations out of the queue, because what they tell is no longer true. One that is being sent
 * at this moment may still arrive; its code then answers why it is void.
 */
export async function cancelQueuedMails(
  transaction: Executor,
  invitationIds: readonly string[],
  reason: string,
): Promise<void> {
  if (invitationIds.length === 0) return;
  await sql`
    with cancelled as (
      update outbox_mails set status = 'cancelled', last_error = ${reason}
      where status = 'queued' and invitation_id = any(${invitationIds}::uuid[])
      returning invitation_id
    )
    update invitations set delivery = 'not_sent', delivery_reason = ${reason}
    where id in (select invitation_id from cancelled) and delivery = 'queued' and status <> 'pending'
  `.execute(transaction);
}
