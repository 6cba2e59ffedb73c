import type { Executor } from '#platform/db/open.ts';
import type { AlertRuleRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Job } from '#platform/jobs/runner.ts';
import { forgetAlertsBefore, rulesWithOpenAlerts, takeLook } from './alert-repository.ts';
import { announce } from './announce.ts';
import { judge, type Reading } from './judge.ts';
import { reconcile } from './reconcile.ts';
import { lockRule, rulesToJudge } from './rule-repository.ts';
import { createSeriesReader, type SeriesReader } from './series-reader.ts';
import { tell } from './tell.ts';
import { look, type Patience, type Watch } from './watch.ts';
import { readWatches, watchedRules, writeWatches } from './watch-repository.ts';

/** Between two looks. A job that is woken for something else looks no oftener. */
const paceMilliseconds = 10_000;
const soonestMilliseconds = 9_000;
const keptMilliseconds = 90 * 86_400_000;

/** What of a rule decides how long something has to be so. */
export function patienceOf(
  rule: Pick<AlertRuleRow, 'for_seconds' | 'clear_for_seconds'>,
  pace = paceMilliseconds,
): Patience {
  return {
    forMilliseconds: rule.for_seconds * 1000,
    clearForMilliseconds: rule.clear_for_seconds * 1000,
    paceMilliseconds: pace,
  };
}

/** Judges every rule by what was measured. One that can't be judged doesn't keep the others from it. */
async function judgeAll(deps: PlatformDeps): Promise<boolean> {
  const at = deps.clock.now();
  if (!(await takeLook(deps.database, at, soonestMilliseconds))) return false;
  const rules = await rulesToJudge(deps.database);
  const known = new Set([...(await watchedRules(deps.database)), ...(await rulesWithOpenAlerts(deps.database))]);
  const reader = createSeriesReader(deps.database, at);
  let told = false;
  for (const rule of rules) {
    try {
      told = (await judgeRule(deps, reader, rule, at, known.has(rule.id))) || told;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      deps.log.error('alert_rule_failed', { rule: rule.id, message });
    }
  }
  if (told) deps.wakeJobs();
  return (await forgetAlertsBefore(deps.database, new Date(at.getTime() - keptMilliseconds))) >= 1000;
}

export const alertJob: Job = { name: 'alerts', everyMilliseconds: paceMilliseconds, timed: true, run: judgeAll };

/** Reads first and writes after, in one short transaction, and mostly has nothing to write. */
async function judgeRule(
  deps: PlatformDeps,
  reader: SeriesReader,
  rule: AlertRuleRow,
  at: Date,
  known: boolean,
): Promise<boolean> {
  const watched = known ? [...(await readWatches(deps.database, rule.id)).keys()] : [];
  const { labels, more } = await reader.labels(rule);
  if (more) deps.log.warn('alert_rule_too_wide', { rule: rule.id, judged: labels.length });
  const readings = new Map<string, Reading>();
  const sources = await reader.sources(rule, [...new Set([...labels, ...watched])]);
  for (const [label, measured] of sources) readings.set(label, judge(rule, measured, at.getTime()));
  if (!known && ![...readings.values()].some(({ verdict }) => verdict === 'bad')) return false;
  return deps.database.transaction().execute(async (transaction) => {
    const current = await lockRule(transaction, rule.id);
    // Somebody changed it since it was read: the next look judges what it says now.
    if (current?.version !== rule.version || !current.enabled || current.deleted_at !== null) return false;
    const watches = await lookAtAll(transaction, rule, readings, at);
    const happened = await reconcile(transaction, rule, watches, readings, at);
    await tell(transaction, deps, rule, happened, at);
    await announce(transaction, rule, happened, at);
    return happened.length > 0;
  });
}

async function lookAtAll(
  transaction: Executor,
  rule: AlertRuleRow,
  readings: ReadonlyMap<string, Reading>,
  at: Date,
): Promise<ReadonlyMap<string, Watch>> {
  const before = await readWatches(transaction, rule.id);
  const written = new Map<string, Watch | null>();
  for (const label of new Set([...readings.keys(), ...before.keys()])) {
    const watch = before.get(label) ?? null;
    const next = look(watch, readings.get(label)?.verdict ?? 'none', patienceOf(rule), at.getTime());
    if (watch !== null || next !== null) written.set(label, next);
  }
  await writeWatches(transaction, rule.id, written);
  return new Map([...written].flatMap(([label, watch]) => (watch === null ? [] : [[label, watch] as const])));
}
