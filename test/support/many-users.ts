import { sql } from 'kysely';
import { migrate } from '#platform/db/migrate.ts';
import { type Executor, openPglite } from '#platform/db/open.ts';

/**
 * Inserts many members in a few statements, spread over 90 days, tiers, states, batches and onboarding steps as a real
 * beta has them, each with subscription, licence and used invitation, and sets the seats to match. Nobody can sign in
 * as one of them: they are for looking at. Their author is a member of staff whom the first statement adds.
 */
export async function insertManyUsers(database: Executor, count: number): Promise<void> {
  await sql`
    insert into users (id, email, full_name, role, password_hash, created_at, updated_at, last_seen_at)
    values (gen_random_uuid(), 'wanda.waves@example.com', 'Wanda Waves', 'ops', '!', now() - interval '120 days', now(),
      now() - interval '3 hours')`.execute(database);
  await sql`
    insert into users (id, email, username, full_name, company, role, state, password_hash, email_verified_at,
      is_beta_user, beta_tier, beta_activated_at, created_at, updated_at, last_seen_at, suspended_at, suspended_reason,
      deleted_at, purge_at)
    select gen_random_uuid(), lower(first || '.' || last || n || '@' || domain), lower(first) || n, first || ' ' || last,
      case when n % 4 < 3 then company end, 'member', state, '!', created, true, tier, created, created, created,
      case when n % 23 > 0 then greatest(created, now() - (n * 7919 % 30011)::double precision * interval '2 minutes') end,
      case state when 'suspended' then now() - interval '2 days' end,
      case state when 'suspended' then 'Shared their account' end,
      case state when 'deleted' then now() - interval '1 day' end,
      case state when 'deleted' then now() + interval '29 days' end
    from (
      select n,
        (array['Ada', 'Grace', 'Linus', 'Margaret', 'Barbara', 'Radia', 'Hedy', 'Katherine', 'Zoë', 'Tomás'])[1 + n % 10] as first,
        (array['Lovelace', 'Hopper', 'Hamilton', 'Liskov', 'Perlman', 'Johnson', 'Åkerman'])[1 + n % 7] as last,
        (array['example.com', 'orbit.example', 'northwind.example'])[1 + n % 3] as domain,
        (array['Northwind Analytics', 'Orbit Labs', 'Harbour & Sons', 'Tidewater', 'Quill GmbH'])[1 + n % 5] as company,
        case when n % 10 < 6 then 'standard' when n % 10 < 9 then 'premium' else 'enterprise' end as tier,
        case when n % 97 = 0 then 'suspended' when n % 193 = 0 then 'deleted' else 'active' end as state,
        now() - (n::double precision / ${count} * 90) * interval '1 day' as created
      from generate_series(1, ${count}::int) as n
    ) as made`.execute(database);
  await sql`
    insert into onboarding (user_id, next_step, steps_done, started_at, completed_at, updated_at)
    select id, (array['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback'])[1 + done], done,
      created_at, case when done = 6 then created_at + interval '3 days' end, created_at
    from (select id, created_at, (hashtext(id::text) & 1023) % 7 as done from users where password_hash = '!' and role = 'member')
      as made`.execute(database);
  await sql`
    insert into subscriptions (id, user_id, is_beta, tier, price_usd_micros, starts_at, ends_at)
    select gen_random_uuid(), id, true, beta_tier, 0, created_at, created_at + interval '90 days'
    from users where password_hash = '!' and role = 'member'`.execute(database);
  await sql`
    insert into licences (id, user_id, subscription_id, licence_key, issued_at, expires_at)
    select gen_random_uuid(), user_id, id,
      regexp_replace('4UAI-LIC-' || upper(left(md5(user_id::text), 20)), '([0-9A-F]{5})([0-9A-F]{5})([0-9A-F]{5})([0-9A-F]{5})$', '\\1-\\2-\\3-\\4'),
      starts_at, ends_at
    from subscriptions`.execute(database);
  await sql`
    insert into batches (id, name, status, author_id, created_at, updated_at, plan_hash, approvals_needed, four_eyes,
      sent_at, created_count, plan_counts)
    select gen_random_uuid(), 'Wave ' || n, 'sent', (select id from users where email = 'wanda.waves@example.com'),
      now() - n * interval '20 days', now(), '', 1, true, now() - n * interval '19 days', 100,
      jsonb_build_object('rows', 100, 'ready', 100, 'malformed', 0, 'duplicate', 0, 'already_user', 0,
        'already_invited', 0, 'over_capacity', 0, 'standard', 60, 'premium', 30, 'enterprise', 10)
    from generate_series(1, 4) as n`.execute(database);
  await sql`
    insert into invitations (id, code_hash, code_encrypted, code_last_four, email, tier, status, delivery, batch_id,
      user_id, created_at, expires_at, used_at, created_by, updated_at)
    select gen_random_uuid(), sha256(('user ' || users.id)::bytea), '\\x00', left(md5(users.id::text), 4), users.email,
      users.beta_tier, 'used', 'sent', wave.id, users.id, users.created_at - interval '1 day',
      users.created_at + interval '6 days', users.created_at, wave.author_id, users.created_at
    from users
      join lateral (select id, author_id from batches order by name offset (hashtext(users.id::text) & 1023) % 4 limit 1)
        as wave on true
    where password_hash = '!' and role = 'member'`.execute(database);
  await sql`
    update seats set capacity = greatest(capacity, ${count}::int),
      used = (select count(*) from users where role = 'member' and state <> 'deleted')`.execute(database);
  await sql`analyze users, onboarding, invitations, licences, subscriptions`.execute(database);
}

/** The same into an embedded store that no platform holds open. */
export async function fillDirectoryWithUsers(directory: string, count: number): Promise<void> {
  const { database, close } = await openPglite(directory);
  try {
    await migrate(database);
    await insertManyUsers(database, count);
  } finally {
    await close();
  }
}
