import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { funnelOf } from './funnel.ts';
import {
  type Breakdown,
  batchNames,
  countDone,
  countStandings,
  type StandingRow,
  withSortMemory,
} from './funnel-repository.ts';
import {
  dueSnapshots,
  type FunnelFigures,
  findSnapshot,
  keepSnapshot,
  type NewSnapshot,
  noteAsked,
} from './snapshot-repository.ts';

const mostGroups = 200;

type FunnelQuery = HandlerInputOf<'onboarding.funnel'>['query'];
type FunnelFilters = Omit<FunnelQuery, 'by' | 'max_age_seconds'>;

/** From so many people on the figures are kept: below it, counting them is quicker than anybody notices. */
const keepFrom = 100_000;

/** How long a breakdown is kept ready after somebody asked for it, and how often it is counted anew at most. */
const wantedMilliseconds = 15 * 60_000;
const leastAgeMilliseconds = 60_000;
/** Counting may take a tenth of the database's time, no more. */
const restFactor = 10;

/**
 * The funnel, counted now, or of very many people as it was counted a little while ago: `as_of` says when.
 *
 * @param keepFromPeople how many people make figures worth keeping
 */
export async function readFunnel(
  deps: PlatformDeps,
  { by, max_age_seconds: oldest, ...filters }: FunnelQuery,
  keepFromPeople = keepFrom,
): Promise<AnswerOf<'onboarding.funnel'>> {
  const now = deps.clock.now();
  const kept = oldest > 0 ? await keptFigures(deps, by, filters, new Date(now.getTime() - oldest * 1000)) : null;
  if (kept) return { generated_at: now.toISOString(), ...kept };
  const started = performance.now();
  const figures = await countFunnel(deps, by, filters, now);
  const everybody = Object.values(filters).every((value) => value === undefined);
  if (everybody && figures.overall.registered >= keepFromPeople) {
    await keepFigures(deps, by, { asOf: now, took: performance.now() - started, figures, asked: true });
  }
  return { generated_at: now.toISOString(), as_of: now.toISOString(), ...figures };
}

/** Counts kept breakdowns anew that somebody asked for lately. */
export async function refreshFunnels(deps: PlatformDeps): Promise<boolean> {
  const now = deps.clock.now().getTime();
  const due = await dueSnapshots(deps.database, {
    askedSince: new Date(now - wantedMilliseconds),
    countedBefore: new Date(now - leastAgeMilliseconds),
    restFactor,
    now: new Date(now),
  });
  for (const by of due) {
    if (deps.lifecycle.draining) break;
    const [asOf, started] = [deps.clock.now(), performance.now()];
    const figures = await countFunnel(deps, by, {}, asOf);
    await keepFigures(deps, by, { asOf, took: performance.now() - started, figures, asked: false });
  }
  return false;
}

/** Kept figures that are young enough. Those of one tier, batch or week are a group of that breakdown. */
async function keptFigures(
  deps: PlatformDeps,
  by: Breakdown,
  filters: FunnelFilters,
  since: Date,
): Promise<(FunnelFigures & { as_of: string }) | null> {
  const place = placeOf(by, filters);
  if (!place) return null;
  const kept = await findSnapshot(deps.database, place.by, deps.config.version, since);
  if (!kept) return null;
  await noteAsked(deps.database, place.by, deps.clock.now());
  const asOf = { as_of: kept.as_of.toISOString() };
  if (place.key === undefined) return { ...kept.figures, ...asOf };
  const group = kept.figures.groups.find(({ key }) => key === place.key);
  return group ? { overall: group.funnel, groups: [], groups_total: 0, ...asOf } : null;
}

function placeOf(by: Breakdown, filters: FunnelFilters): { by: Breakdown; key?: string | null | undefined } | null {
  const [filter, another] = Object.entries(filters).filter(([, value]) => value !== undefined);
  if (!filter) return { by };
  const [name, value] = filter;
  if (another || by !== 'none') return null;
  if (name === 'tier' || name === 'week') return { by: name, key: value };
  return name === 'batch_id' ? { by: 'batch', key: value === 'none' ? null : value } : null;
}

function keepFigures(
  deps: PlatformDeps,
  by: Breakdown,
  { took, ...counted }: Pick<NewSnapshot, 'asOf' | 'took' | 'figures' | 'asked'>,
): Promise<void> {
  return keepSnapshot(deps.database, { by, version: deps.config.version, took: Math.round(took), ...counted });
}

/** Two passes over all rows, whatever the number of groups. */
async function countFunnel(
  deps: PlatformDeps,
  by: Breakdown,
  filters: FunnelFilters,
  now: Date,
): Promise<FunnelFigures> {
  const [standings, done] = await Promise.all([
    withSortMemory(deps.database, (transaction) => countStandings(transaction, by, filters, now)),
    withSortMemory(deps.database, (transaction) => countDone(transaction, by, filters)),
  ]);
  const whole = (row: { whole: boolean }) => row.whole;
  const sizes = sizesOf(standings.filter((row) => !row.whole));
  const shown = [...sizes].sort((left, right) => right[1] - left[1] || compareKeys(left[0], right[0]));
  const keys = shown.slice(0, mostGroups).map(([key]) => key);
  const names = await namesOf(deps, by, keys);
  const [standingsByKey, doneByKey] = [groupByKey(standings), groupByKey(done)];
  return {
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
