import { sql } from 'kysely';
import type { ErrorEvent } from '#contract/ingest.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainColumn, textColumn } from './columns.ts';
import type { Judged, Untaken } from './judge.ts';

/** What an error says. */
const told = ['level', 'title', 'message', 'route', 'release', 'link'];

function fromTheNewer(column: string) {
  const [stored, sent] = [sql.ref(`user_errors.${column}`), sql.ref(`excluded.${column}`)];
  return sql`${sql.ref(column)} = case when excluded.last_at >= user_errors.last_at then ${sent} else ${stored} end`;
}

/**
 * Stores errors and counts each for whoever met it; made like `storeRequests`. What an error says is from the newest
 * event, in whatever order events come.
 */
export async function storeErrors(
  executor: Executor,
  errors: readonly Judged<ErrorEvent>[],
): Promise<readonly Untaken[]> {
  const column = (of: (event: ErrorEvent) => string | null | undefined) =>
    textColumn(errors.map(({ event }) => of(event)));
  const answer = await sql<Untaken>`
    with incoming as (
      select * from unnest(
        ${plainColumn(errors.map(({ place }) => place))}::integer[],
        ${column(({ id }) => id)}::uuid[],
        ${column(({ at }) => at)}::timestamptz[],
        ${column((event) => event.user_id)}::uuid[],
        ${column(({ fingerprint }) => fingerprint)}::text[],
        ${column(({ title }) => title)}::text[],
        ${column(({ message }) => message)}::text[],
        ${column(({ level }) => level)}::text[],
        ${column(({ route }) => route)}::text[],
        ${column(({ release }) => release)}::text[],
        ${column(({ link }) => link)}::text[]
      ) as sent (place, id, at, user_id, fingerprint, title, message, level, route, release, link)
    ), known as (
      select incoming.* from incoming
      where user_id is null
        or exists (select from users where users.id = incoming.user_id and role = 'member' and purged_at is null)
    ), stored as (
      insert into error_events (id, at, user_id, fingerprint, title, message, level, route, release, link)
      select id, at, user_id, fingerprint, title, message, level, route, release, link from known order by id
      on conflict (id) do nothing
      returning *
    ), newest as (
      select distinct on (user_id, fingerprint) *,
        count(*) over same as met, min(at) over same as first_at
      from stored where user_id is not null
      window same as (partition by user_id, fingerprint)
      order by user_id, fingerprint, at desc, id desc
    ), counted as (
      insert into user_errors (user_id, fingerprint, level, title, message, route, release, link, count, first_at, last_at)
      select user_id, fingerprint, level, title, message, route, release, link, met, first_at, at
      from newest order by user_id, fingerprint
      on conflict (user_id, fingerprint) do update set
        ${sql.join(told.map(fromTheNewer))},
        count = user_errors.count + excluded.count,
        first_at = least(user_errors.first_at, excluded.first_at),
        last_at = greatest(user_errors.last_at, excluded.last_at)
    )
    select place, not exists (select from known where known.place = incoming.place) as unknown_user
    from incoming where not exists (select from stored where stored.id = incoming.id)`.execute(executor);
  return answer.rows;
}
