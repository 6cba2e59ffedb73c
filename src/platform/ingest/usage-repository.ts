import { sql } from 'kysely';
import type { UsageEvent } from '#contract/ingest.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainColumn, textColumn } from './columns.ts';
import { type Judged, microseconds, type Untaken } from './judge.ts';

/** Stores calls of models and adds them to the sums of their days; made like `storeRequests`. */
export async function storeUsage(
  executor: Executor,
  usage: readonly Judged<UsageEvent>[],
): Promise<readonly Untaken[]> {
  const column = <Value>(of: (event: UsageEvent) => Value) => usage.map(({ event }) => of(event));
  const answer = await sql<Untaken>`
    with incoming as (
      select * from unnest(
        ${plainColumn(usage.map(({ place }) => place))}::integer[],
        ${textColumn(column(({ id }) => id))}::uuid[],
        ${textColumn(column(({ at }) => at))}::timestamptz[],
        ${textColumn(column((event) => event.user_id))}::uuid[],
        ${textColumn(column(({ provider }) => provider))}::text[],
        ${textColumn(column(({ model }) => model))}::text[],
        ${textColumn(column(({ agent }) => agent ?? ''))}::text[],
        ${plainColumn(column((event) => event.input_tokens))}::bigint[],
        ${plainColumn(column((event) => event.output_tokens))}::bigint[],
        ${plainColumn(column((event) => event.cost_usd_micros))}::bigint[],
        ${plainColumn(column((event) => microseconds(event.latency_ms)))}::bigint[],
        ${plainColumn(column(({ success }) => success))}::boolean[]
      ) as sent (place, id, at, user_id, provider, model, agent, input_tokens, output_tokens, cost_usd_micros,
        latency_us, success)
    ), known as (
      select incoming.* from incoming
      where exists (select from users where users.id = incoming.user_id and role = 'member' and purged_at is null)
    ), stored as (
      insert into usage_events (id, at, user_id, provider, model, agent, input_tokens, output_tokens, cost_usd_micros,
        latency_us, success)
      select id, at, user_id, provider, model, agent, input_tokens, output_tokens, cost_usd_micros, latency_us, success
      from known order by id
      on conflict (id) do nothing
      returning *
    ), counted as (
      insert into usage_days (user_id, day, provider, model, agent, calls, failures, input_tokens, output_tokens,
        cost_usd_micros, latency_us, last_at)
      select user_id, (at at time zone 'UTC')::date as day, provider, model, agent, count(*),
        count(*) filter (where not success), sum(input_tokens), sum(output_tokens), sum(cost_usd_micros),
        sum(latency_us), max(at)
      from stored group by user_id, day, provider, model, agent order by user_id, day, provider, model, agent
      on conflict (user_id, day, provider, model, agent) do update set
        calls = usage_days.calls + excluded.calls,
        failures = usage_days.failures + excluded.failures,
        input_tokens = usage_days.input_tokens + excluded.input_tokens,
        output_tokens = usage_days.output_tokens + excluded.output_tokens,
        cost_usd_micros = usage_days.cost_usd_micros + excluded.cost_usd_micros,
        latency_us = usage_days.latency_us + excluded.latency_us,
        last_at = greatest(usage_days.last_at, excluded.last_at)
    )
    select place, not exists (select from known where known.place = incoming.place) as unknown_user
    from incoming where not exists (select from stored where stored.id = incoming.id)`.execute(executor);
  return answer.rows;
}
