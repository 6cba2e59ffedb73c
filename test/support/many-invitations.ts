import { sql } from 'kysely';
import { migrate } from '#platform/db/migrate.ts';
import { type Executor, openPglite } from '#platform/db/open.ts';

/**
 * Inserts many invitations in one statement, spread over 30 days, tiers and states as a real beta has them, and sets
 * the seats to match. Their codes were never issued, so nobody can redeem or reveal them: they are for looking at.
 */
export async function insertManyInvitations(database: Executor, count: number): Promise<void> {
  await sql`
    insert into invitations (id, code_hash, code_encrypted, code_last_four, email, tier, status, delivery,
      delivery_reason, created_at, expires_at, used_at, revoked_at, created_by, updated_at)
    select gen_random_uuid(), sha256(('many ' || n)::bytea), '\\x00', lpad(to_hex(n % 65536), 4, '0'),
      (array['ada', 'grace', 'linus', 'margaret', 'barbara', 'radia', 'hedy', 'katherine'])[1 + n % 8] || '.' ||
        (array['lovelace', 'hopper', 'hamilton', 'liskov', 'perlman', 'johnson', 'turing'])[1 + n % 7] || n ||
        '@' || (array['example.com', 'orbit.example', 'northwind.example'])[1 + n % 3],
      tier, status,
      case when n % 211 = 0 then 'failed' when n % 307 = 0 then 'bounced' else 'sent' end,
      case when n % 211 = 0 then '550 5.1.1 no such user' end,
      created, case status when 'pending' then now() + (n % 600 + 1) * interval '15 minutes' else created + interval '7 days' end,
      case status when 'used' then created + interval '1 day' end,
      case status when 'revoked' then created + interval '2 days' end,
      (select id from users where role <> 'member' order by created_at limit 1), now()
    from (
      select n,
        case when n % 10 < 6 then 'standard' when n % 10 < 9 then 'premium' else 'enterprise' end as tier,
        case when n % 20 < 11 then 'used' when n % 20 < 16 then 'expired' when n % 20 < 19 then 'pending' else 'revoked' end as status,
        now() - (n::double precision / ${count} * 30 + 1) * interval '1 day' as created
      from generate_series(1, ${count}::int) as n
    ) as made`.execute(database);
  await sql`
    update seats set capacity = greatest(capacity, ${count}),
      used = used + (select count(*) from invitations where status = 'used' and code_encrypted = '\\x00'),
      reserved = reserved + (select count(*) from invitations where status = 'pending' and code_encrypted = '\\x00')`.execute(
    database,
  );
  await sql`analyze invitations`.execute(database);
}

/** The same into an embedded store that no platform holds open. */
export async function fillDirectory(directory: string, count: number): Promise<void> {
  const { database, close } = await openPglite(directory);
  try {
    await migrate(database);
    await insertManyInvitations(database, count);
  } finally {
    await close();
  }
}
