import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import { eraseReported } from '#platform/ingest/forget-repository.ts';
import { erasedDomain } from '#platform/outbox/erased.ts';

/** Holds the next deleted account whose time is over. */
export function lockNextToPurge(transaction: Executor, now: Date): Promise<{ id: string } | undefined> {
  return transaction
    .selectFrom('users')
    .select('id')
    .where('state', '=', 'deleted')
    .where('purged_at', 'is', null)
    .where('purge_at', '<=', now)
    .orderBy('purge_at')
    .limit(1)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/**
 * Erases what says who somebody was, in every table. Facts stay: that there was an account, an invitation, a session,
 * and when. The audit chain stays valid, because it holds personal fields as salted commitments only.
 */
export async function erasePerson(transaction: Executor, id: string, now: Date): Promise<void> {
  const nobody = `erased-${id}@${erasedDomain}`;
  const theirs = sql`select id from invitations where user_id = ${id}::uuid`;
  const statements = [
    sql`update audit_entries set personal = null, personal_salt = null
      where personal is not null and (
        (subject_type = 'user' and subject_id = ${id})
        or (subject_type = 'session' and subject_id in (select id::text from sessions where user_id = ${id}::uuid))
        or (subject_type = 'invitation' and subject_id in (select id::text from invitations where user_id = ${id}::uuid))
        or (subject_type = 'mail' and subject_id in (
          select id::text from outbox_mails where user_id = ${id}::uuid or invitation_id in (${theirs}))))`,
    sql`update outbox_mails set recipient = ${nobody}, data = '{}', secret_encrypted = null, last_error = null,
        status = case when status = 'sent' then status else 'cancelled' end
      where user_id = ${id}::uuid or invitation_id in (${theirs})`,
    sql`update batch_rows set raw_email = ${nobody}, email = ${nobody} where invitation_id in (${theirs})`,
    sql`update invitations set email = ${nobody} where user_id = ${id}::uuid`,
    sql`delete from session_anomalies where user_id = ${id}::uuid`,
    sql`delete from sign_ins where user_id = ${id}::uuid`,
    sql`update sessions set device = null, user_agent = null, address = null,
        revoked_reason = case when revoked_reason in ('signed_out', 'password_reset', 'password_changed', 'refresh_token_reused', 'suspended', 'deleted')
          then revoked_reason else 'ended_by_staff' end
      where user_id = ${id}::uuid`,
    sql`delete from user_notes where user_id = ${id}::uuid`,
    sql`update onboarding_steps set data = '{}' where user_id = ${id}::uuid`,
    sql`update tier_changes set reason = null where user_id = ${id}::uuid`,
    sql`update member_views set reason = null where user_id = ${id}::uuid`,
    sql`update licences set licence_key = 'ERASED-' || id where user_id = ${id}::uuid`,
    sql`delete from user_tokens where user_id = ${id}::uuid`,
    sql`update users set email = ${nobody}, username = null, full_name = 'Erased person', company = null,
        password_hash = '', totp_secret_encrypted = null, totp_enabled_at = null, totp_last_step = null,
        suspended_reason = null, last_seen_at = null, purged_at = ${now}, updated_at = ${now}, version = version + 1
      where id = ${id}::uuid`,
  ];
  for (const statement of statements) await statement.execute(transaction);
  await eraseReported(transaction, id);
}
