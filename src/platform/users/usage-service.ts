import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { UserUsage } from '#contract/user-usage.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound } from '#platform/http/problem.ts';
import { dayOf, lastDays, shareOf } from '#platform/monitoring/beta-analytics.ts';
import { requireReach } from './account-rules.ts';
import {
  type CallSums,
  callSumsOf,
  lastReportedOf,
  listErrors,
  type RequestDay,
  requestDaysOf,
} from './usage-repository.ts';
import { findUser } from './user-repository.ts';

/** What the product's gateway reported about one person over some days. */
export async function readUsage(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.usage'>['query'],
  context: RequestContext,
): Promise<UserUsage> {
  const { database } = deps;
  await requireReachable(deps, id, context);
  const now = deps.clock.now();
  const days = lastDays(new Date(`${query.to ?? dayOf(now)}T00:00:00.000Z`), query.days);
  const range = { from: days[0] ?? '', to: days.at(-1) ?? '' };
  const [requests, sums, lastAt] = await Promise.all([
    requestDaysOf(database, id, range),
    callSumsOf(database, id, range),
    lastReportedOf(database, id),
  ]);
  const of = (group: (typeof sums)[number]['sums']) => sums.filter((row) => row.sums === group);
  const all = of('all')[0] ?? nothing;
  const requestsByDay = new Map(requests.map((row) => [row.day, row]));
  const callsByDay = new Map(of('day').map((row) => [row.day, row]));
  return {
    ...range,
    generated_at: now.toISOString(),
    last_reported_at: lastAt?.toISOString() ?? null,
    requests: requestsAnswer(requests),
    models: {
      ...callCounts(all),
      failed: shareOf(all.failures, all.calls),
      mean_latency_ms: meanMilliseconds(all.latency_us, all.calls),
    },
    days: days.map((day) => {
      const found = requestsByDay.get(day);
      return {
        day,
        requests: found?.requests ?? 0,
        errors: found ? errorsOf(found) : 0,
        ...callCounts(callsByDay.get(day) ?? nothing),
      };
    }),
    by_model: of('model').map((row) => ({
      provider: row.provider ?? '',
      model: row.model ?? '',
      ...callCounts(row),
    })),
    by_agent: of('agent').map((row) => ({ agent: row.agent || null, ...callCounts(row) })),
  };
}

/** Errors that one person met, the same ones as one row. */
export async function readErrors(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.errors'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.errors'>> {
  await requireReachable(deps, id, context);
  const page = await listErrors(deps.database, id, query.level, query);
  return {
    items: page.rows.map((row) => ({
      ...row,
      first_at: row.first_at.toISOString(),
      last_at: row.last_at.toISOString(),
    })),
    next_cursor: page.nextCursor,
    total: page.total,
  };
}

async function requireReachable(deps: PlatformDeps, id: string, context: RequestContext): Promise<void> {
  const user = await findUser(deps.database, id);
  if (!user) throw notFound('user');
  requireReach(requireActor(context), user);
}

const nothing: CallSums = {
  day: null,
  provider: null,
  model: null,
  agent: null,
  calls: 0,
  failures: 0,
  input_tokens: 0,
  output_tokens: 0,
  cost_usd_micros: 0,
  latency_us: 0,
};

function callCounts({ calls, failures, input_tokens, output_tokens, cost_usd_micros }: CallSums) {
  return { calls, failures, input_tokens, output_tokens, cost_usd_micros };
}

function errorsOf(day: RequestDay): number {
  return day.client_errors + day.server_errors;
}

function requestsAnswer(days: readonly RequestDay[]): UserUsage['requests'] {
  const sum = (of: (day: RequestDay) => number) => days.reduce((total, day) => total + of(day), 0);
  const count = sum((day) => day.requests);
  return {
    count,
    errors: shareOf(sum(errorsOf), count),
    server_errors: shareOf(
      sum((day) => day.server_errors),
      count,
    ),
    mean_duration_ms: meanMilliseconds(
      sum((day) => day.duration_us),
      count,
    ),
  };
}

/** Null where there is nothing to take the mean of. To the microsecond. */
function meanMilliseconds(microseconds: number, count: number): number | null {
  return count === 0 ? null : Math.round(microseconds / count) / 1000;
}
