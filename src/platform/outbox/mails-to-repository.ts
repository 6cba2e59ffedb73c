import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { MailKind } from '#contract/outbox.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import { type MailView, mailKeyset, selectMailViews } from './repository.ts';

/** Mails that were made for a person: as a user, with their invitation, or to their address before there was a user. */
export function mailsTo(person: { id: string; email: string }): RawBuilder<SqlBool> {
  return sql<SqlBool>`(outbox_mails.user_id = ${person.id}::uuid
    or outbox_mails.invitation_id in (select id from invitations where user_id = ${person.id}::uuid)
    or (outbox_mails.recipient = ${person.email} and outbox_mails.user_id is null))`;
}

export function listMailsTo(
  executor: Executor,
  person: { id: string; email: string },
  request: KeysetRequest,
): Promise<KeysetPage<MailView>> {
  return keysetPage(selectMailViews(executor).where(mailsTo(person)), request, mailKeyset, async () => {
    const counted = executor.selectFrom('outbox_mails').where(mailsTo(person));
    return (await counted.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()).total;
  });
}

/** What a mail's text is made from, but for its secret. */
export interface ReceivedMailRow {
  id: string;
  kind: MailKind;
  recipient: string;
  subject: string;
  data: Record<string, string>;
  transport: 'smtp' | 'outbox';
  sent_at: Date;
  holds_secret: boolean;
}

/** The newest mails that went out to a person or were kept for want of a mail server, with what their text is made from; the secrets stay where they are. */
export async function listReceivedMails(
  executor: Executor,
  person: { id: string; email: string },
  limit: number,
): Promise<{ rows: ReceivedMailRow[]; total: number }> {
  const sent = executor.selectFrom('outbox_mails').where(mailsTo(person)).where('status', '=', 'sent');
  const rows = await sent
    .select(['id', 'kind', 'recipient', 'subject', 'data', 'transport'])
    .select([sql<Date>`sent_at`.as('sent_at'), sql<boolean>`secret_encrypted is not null`.as('holds_secret')])
    .orderBy('sent_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  const counted = await sent.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { rows, total: counted.total };
}
