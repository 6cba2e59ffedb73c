import { sql } from 'kysely';
import type { RequestEvent } from '#contract/ingest.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainColumn, textColumn } from './columns.ts';
import { type Judged, microseconds, type Untaken } from './judge.ts';
import { nobodyId } from './limits.ts';

/**
 * Stores requests, adds them to the sums of their days and notes which minutes they change, in one statement and so in one transaction. Columns go over as
 * arrays. Every statement locks in one order, events by id and then sums by user and day, so that two calls with the same
 * events wait for each other and never both at once.
 */
export async function storeRequests(
  executor: Executor,
  requests: readonly Judged<RequestEvent>[],
): Promise<readonly Untaken[]> {
  const column = <Value>(of: (event: RequestEvent) => Value) => requests.map(({ event }) => of(event));
  const answer = await sql<Untaken>`
    with incoming as (
      select * from unnest(
        ${plainColumn(requests.map(({ place }) => place))}::integer[],
        ${textColumn(column(({ id }) => id))}::uuid[],
        ${textColumn(column(({ at }) => at))}::timestamptz[],
        ${textColumn(column((event) => event.user_id))}::uuid[],
        ${textColumn(column(({ method }) => method))}::text[],
        ${textColumn(column(({ route }) => route))}::text[],
        ${plainColumn(column(({ status }) => status))}::smallint[],
        ${plainColumn(column((event) => microseconds(event.duration_ms)))}::bigint[],
        ${plainColumn(column(({ bytes }) => bytes))}::bigint[]
      ) as sent (place, id, at, user_id, method, route, status, duration_us, bytes)
    ), known as (
      select incoming.* from incoming
      where user_id is null
        or exists (select from users where users.id = incoming.user_id and role = 'member' and purged_at is null)
    ), stored as (
      insert into request_events (id, at, user_id, method, route, status, duration_us, bytes)
      select id, at, user_id, method, route, status, duration_us, bytes from known order by id
      on conflict (id) do nothing
      returning id, at, coalesce(user_id, ${nobodyId}::uuid) as user_id, status, duration_us, bytes
    ), counted as (
      insert into request_days (user_id, day, requests, client_errors, server_errors, duration_us, bytes, last_at)
      select user_id, (at at time zone 'UTC')::date as day, count(*), count(*) filter (where status between 400 and 499),
        count(*) filter (where status >= 500), sum(duration_us), coalesce(sum(bytes), 0), max(at)
      from stored group by user_id, day order by user_id, day
      on conflict (user_id, day) do update set
        requests = request_days.requests + excluded.requests,
        client_errors = request_days.client_errors + excluded.client_errors,
        server_errors = request_days.server_errors + excluded.server_errors,
        duration_us = request_days.duration_us + excluded.duration_us,
        bytes = request_days.bytes + excluded.bytes,
        last_at = greatest(request_days.last_at, excluded.last_at)
    ), noted as (
      insert into metric_stale (source, resolution, at)
      select distinct 'gateway', 60, date_bin('1 minute', at, 'epoch'::timestamptz) from stored
    )
    select place, not exists (select from known where known.place = incoming.place) as unknown_user
    from incoming where not exists (select from stored where stored.id = incoming.id)`.execute(executor);
  return answer.rows;
}
