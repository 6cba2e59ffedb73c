import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { funnelOf } from './funnel.ts';
import { type Breakdown, batchNames, countDone, countStandings, type StandingRow } from './funnel-repository.ts';

const mostGroups = 200;

/** Two passes over all rows, whatever the number of groups. */
export async function readFunnel(
  deps: PlatformDeps,
  { by, max_age_seconds: _oldest, ...filters }: HandlerInputOf<'onboarding.funnel'>['query'],
): Promise<AnswerOf<'onboarding.funnel'>> {
  const now = deps.clock.now();
  const [standings, done] = await Promise.all([
    countStandings(deps.database, by, filters, now),
    countDone(deps.database, by, filters),
  ]);
  const whole = (row: { whole: boolean }) => row.whole;
  const sizes = sizesOf(standings.filter((row) => !row.whole));
  const shown = [...sizes].sort((left, right) => right[1] - left[1] || compareKeys(left[0], right[0]));
  const keys = shown.slice(0, mostGroups).map(([key]) => key);
  const names = await namesOf(deps, by, keys);
  const [standingsByKey, doneByKey] = [groupByKey(standings), groupByKey(done)];
  return {
    generated_at: now.toISOString(),
    as_of: now.toISOString(),
    overall: funnelOf(standings.filter(whole), done.filter(whole)),
    groups: keys.map((key) => ({
      key,
      name: names(key),
      funnel: funnelOf(standingsByKey.get(key) ?? [], doneByKey.get(key) ?? []),
    })),
    groups_total: sizes.size,
  };
}

function sizesOf(rows: readonly StandingRow[]): Map<string | null, number> {
  const sizes = new Map<string | null, number>();
  for (const { key, people } of rows) sizes.set(key, (sizes.get(key) ?? 0) + people);
  return sizes;
}

function groupByKey<Row extends { whole: boolean; key: string | null }>(
  rows: readonly Row[],
): ReadonlyMap<string | null, Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    if (row.whole) continue;
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  return groups;
}

function compareKeys(left: string | null, right: string | null): number {
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

async function namesOf(
  deps: PlatformDeps,
  by: Breakdown,
  keys: readonly (string | null)[],
): Promise<(key: string | null) => string> {
  if (by !== 'batch') return (key) => key ?? 'No tier';
  const ids = keys.filter((key) => key !== null);
  const names = await batchNames(deps.database, ids);
  return (key) => (key === null ? 'Invited one by one' : (names.get(key) ?? key));
}
