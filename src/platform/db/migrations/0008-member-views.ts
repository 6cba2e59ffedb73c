import { type Kysely, sql } from 'kysely';

const statements = [
  `create table member_views (
    id uuid primary key,
    user_id uuid not null references users (id),
    viewer_id uuid not null references users (id),
    reason text,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended text check (ended in ('by_viewer', 'expired', 'replaced')),
    check ((ended_at is null) = (ended is null))
  )`,
  `create index member_views_user on member_views (user_id, started_at)`,
  // One view at a time for each viewer, whatever is asked at once.
  `create unique index member_views_open on member_views (viewer_id) where ended_at is null`,
  `create index member_views_expiring on member_views (expires_at) where ended_at is null`,
  `create table member_view_looks (
    position bigint generated always as identity primary key,
    view_id uuid not null references member_views (id),
    part text not null check (part in ('account', 'plan', 'onboarding', 'mails')),
    at timestamptz not null
  )`,
  `create index member_view_looks_view on member_view_looks (view_id, position)`,
];

/** Staff who look through a member's eyes: why, for how long, and at what. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
