import { type SqlBool, sql } from 'kysely';
import type { ErrorLevel } from '#contract/ingest.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserErrorsTable } from '#platform/db/tables/ingest.ts';

/** UTC days, `YYYY-MM-DD`, both included. */
export interface DayRange {
  from: string;
  to: string;
}

export interface RequestDay {
  day: string;
  requests: number;
  client_errors: number;
  server_errors: number;
  duration_us: number;
}

/** Requests of one person by day; a handful of rows, read by key. */
export async function requestDaysOf(executor: Executor, userId: string, range: DayRange): Promise<RequestDay[]> {
  const { rows } = await sql<RequestDay>`
    select day::text as day, requests, client_errors, server_errors, duration_us
    from request_days where user_id = ${userId}::uuid and day between ${range.from}::date and ${range.to}::date
    order by day`.execute(executor);
  return rows;
}

export interface CallSums {
  /** Null where the row is no day's. */
  day: string | null;
  provider: string | null;
  model: string | null;
  agent: string | null;
  calls: number;
  failures: number;
  input_tokens: number;
  output_tokens: number;
  cost_usd_micros: number;
  latency_us: number;
}

/** Which of the sums a row is: by day, by model, by agent, or of everything. */
export type CallGroup = 'day' | 'model' | 'agent' | 'all';

/** Calls of models by one person, added up by day, by model, by agent and in all, in one pass. */
export async function callSumsOf(
  executor: Executor,
  userId: string,
  range: DayRange,
): Promise<(CallSums & { sums: CallGroup })[]> {
  const { rows } = await sql<CallSums & { sums: CallGroup }>`
    select case when grouping(day) = 0 then 'day' when grouping(model) = 0 then 'model'
        when grouping(agent) = 0 then 'agent' else 'all' end as sums,
      day::text as day, provider, model, agent, coalesce(sum(calls), 0) as calls, coalesce(sum(failures), 0) as failures,
      coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(output_tokens), 0) as output_tokens,
      coalesce(sum(cost_usd_micros), 0) as cost_usd_micros, coalesce(sum(latency_us), 0) as latency_us
    from usage_days where user_id = ${userId}::uuid and day between ${range.from}::date and ${range.to}::date
    group by grouping sets ((day), (provider, model), (agent), ())
    order by cost_usd_micros desc, calls desc, provider, model, agent`.execute(executor);
  return rows;
}

/** When the newest thing that was reported about somebody happened. */
export async function lastReportedOf(executor: Executor, userId: string): Promise<Date | null> {
  const id = sql`${userId}::uuid`;
  const { rows } = await sql<{ last_at: Date | null }>`
    select greatest(
      (select last_at from request_days where user_id = ${id} order by day desc limit 1),
      (select max(last_at) from usage_days
        where user_id = ${id} and day = (select max(day) from usage_days where user_id = ${id})),
      (select max(last_at) from user_errors where user_id = ${id})) as last_at`.execute(executor);
  return rows[0]?.last_at ?? null;
}

export type MetErrorView = Omit<UserErrorsTable, 'user_id'>;

export function listErrors(
  executor: Executor,
  userId: string,
  level: ErrorLevel | undefined,
  request: KeysetRequest,
): Promise<KeysetPage<MetErrorView>> {
  const query = executor
    .selectFrom('user_errors')
    .where('user_id', '=', userId)
    .where(level === undefined ? sql<SqlBool>`true` : sql<SqlBool>`level = ${level}`);
  const columns = [
    'fingerprint',
    'level',
    'title',
    'message',
    'route',
    'release',
    'link',
    'count',
    'first_at',
    'last_at',
  ] as const;
  return keysetPage(
    query.select(columns),
    request,
    {
      sorts: {
        '-last_at': { column: 'user_errors.last_at', type: 'timestamptz', descending: true },
        last_at: { column: 'user_errors.last_at', type: 'timestamptz', descending: false },
        '-count': { column: 'user_errors.count', type: 'bigint', descending: true },
        count: { column: 'user_errors.count', type: 'bigint', descending: false },
      },
      id: { column: 'user_errors.fingerprint', type: 'text' },
    },
    async () => (await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()).total,
  );
}
