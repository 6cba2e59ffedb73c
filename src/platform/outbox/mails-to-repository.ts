import { type RawBuilder, type SqlBool, sql } from 'kysely';
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
