import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { countDone, type DoneRow } from './funnel-repository.ts';
import { aroundStuck, listStuck, type StuckAround, type StuckSince, type StuckView } from './stuck-repository.ts';

/** How many times the median somebody is at a step, and how long at least, before we say that they are stuck. */
const stuckFactor = 3;
const leastSeconds = 86_400;

/** Members who are at their next step for far longer than it took others. At a step that nobody did yet nobody is stuck. */
export async function readStuck(
  deps: PlatformDeps,
  { step, limit, cursor, sort, ...filters }: HandlerInputOf<'onboarding.stuck'>['query'],
): Promise<AnswerOf<'onboarding.stuck'>> {
  const now = deps.clock.now();
  const passed = new Map((await countDone(deps.database, 'none', {})).map((row) => [row.step, row]));
  const limits = [...passed.values()].map((row) => stuckSince(row, now));
  const wanted = step ? limits.filter((each) => each.step === step) : limits;
  const page = await listStuck(deps.database, wanted, filters, { limit, cursor, sort });
  const around = await aroundStuck(
    deps.database,
    limits,
    page.rows.map((row) => row.id),
  );
  const items = page.rows.map((row) => stuckAnswer(row, passed.get(row.step), around.get(row.id), now));
  return { items, next_cursor: page.nextCursor, total: page.total };
}

function stuckSince({ step, median_seconds: median }: DoneRow, now: Date): StuckSince {
  const seconds = Math.max(leastSeconds, stuckFactor * median);
  return { step, before: new Date(now.getTime() - seconds * 1000) };
}

function stuckAnswer(
  row: StuckView,
  passed: DoneRow | undefined,
  around: StuckAround | undefined,
  now: Date,
): AnswerOf<'onboarding.stuck'>['items'][number] {
  return {
    user: { id: row.id, full_name: row.full_name, email: row.email, beta_tier: row.beta_tier },
    step: row.step,
    since: row.since.toISOString(),
    dwell_seconds: (now.getTime() - row.since.getTime()) / 1000,
    median_seconds: passed?.median_seconds ?? 0,
    passed: passed?.done ?? 0,
    // Whoever did the step between the two reads was the only one, or is no longer counted.
    rank: around?.rank ?? 1,
    stuck_the_same_way: around?.stuck ?? 1,
    last_error:
      around?.error_source && around.error_at
        ? { source: around.error_source, at: around.error_at.toISOString(), reason: around.error_reason }
        : null,
  };
}
