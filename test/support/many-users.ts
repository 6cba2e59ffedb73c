import { sql } from 'kysely';
import { migrate } from '#platform/db/migrate.ts';
import { type Executor, openPglite } from '#platform/db/open.ts';

/**
 * Inserts many members in a few statements, spread over 30 days, tiers, companies and steps as a real beta has them, each
 * with an invitation and a licence. Nobody can sign in as them: they are for looking at.
 */
export async function insertManyUsers(database: Executor, count: number): Promise<void> {
  await sql`
    insert into users (id, email, username, full_name, company, role, state, password_hash, is_beta_user, beta_tier,
      beta_activated_at, created_at, updated_at, last_seen_at)
    select gen_random_uuid(), lower(given) || '.' || lower(family) || n || '@' || domain, lower(given) || n,
      given || ' ' || family, company, 'member', case when n % 97 = 0 then 'suspended' else 'active' end, 'none', true,
      case when n % 10 < 6 then 'standard' when n % 10 < 9 then 'premium' else 'enterprise' end, created, created, created,
      case when n % 11 > 0 then created + interval '1 day' end
    from (
      select n, now() - (n::double precision / ${count} * 30 + 1) * interval '1 day' as created,
        (array['Ada', 'Grace', 'Linus', 'Margaret', 'Barbara', 'Radia', 'Hedy', 'Katherine', 'Tomás', 'Zoë', 'Émilie'])[1 + n % 11] as given,
        (array['Lovelace', 'Hopper', 'Hamilton', 'Liskov', 'Perlman', 'Johnson', 'Turing', 'Lindberg', 'Åkerman', 'Strøm', 'O''Neil', 'van der Berg', 'Yılmaz'])[1 + n % 13] as family,
        (array['Northwind Analytics', 'Blue Harbor Labs', 'Fjord Systems', 'Cobalt & Sons', null])[1 + n % 5] as company,
        (array['example.com', 'orbit.example', 'northwind.example'])[1 + n % 3] as domain
      from generate_series(1, ${count}::int) as n
    ) as made`.execute(database);
  await sql`
    insert into invitations (id, code_hash, code_encrypted, code_last_four, email, tier, status, delivery, created_at,
      expires_at, used_at, user_id, updated_at)
    select gen_random_uuid(), sha256(id::text::bytea), '\\x00', left(id::text, 4), email, beta_tier, 'used', 'sent',
      created_at - interval '1 day', created_at + interval '6 days', created_at, id, created_at
    from users where password_hash = 'none'`.execute(database);
  await sql`
    with subscribed as (
      insert into subscriptions (id, user_id, is_beta, tier, price_usd_micros, starts_at, ends_at)
      select gen_random_uuid(), id, true, beta_tier, 0, created_at, created_at + interval '90 days'
      from users where password_hash = 'none'
      returning id, user_id, starts_at, ends_at
    )
    insert into licences (id, user_id, subscription_id, licence_key, issued_at, expires_at)
    select gen_random_uuid(), user_id, id, 'MANY-' || user_id, starts_at, ends_at from subscribed`.execute(database);
  await sql`
    insert into onboarding (user_id, next_step, steps_done, started_at, completed_at, updated_at, since)
    select id, case done when 6 then null else (array['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback'])[1 + done] end,
      done, created_at, case done when 6 then created_at + interval '2 days' end, created_at, created_at + done * interval '8 hours'
    from (select id, created_at, abs(hashtext(id::text)) % 7 as done from users where password_hash = 'none') as members`.execute(
    database,
  );
  await sql`
    insert into onboarding_steps (user_id, step, done_at, since)
    select user_id, step, started_at + place * interval '8 hours', started_at + (place - 1) * interval '8 hours'
    from onboarding, unnest(array['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback'])
      with ordinality as steps(step, place)
    where place <= steps_done and user_id in (select id from users where password_hash = 'none')`.execute(database);
  await sql`update seats set capacity = greatest(capacity, used + ${count}), used = used + ${count}`.execute(database);
  for (const table of ['users', 'invitations', 'licences', 'onboarding', 'onboarding_steps']) {
    await sql`analyze ${sql.table(table)}`.execute(database);
  }
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
