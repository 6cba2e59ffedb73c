import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Resolution } from '#contract/metrics.ts';
import { insertAlert, insertEvent, openAlertsOf, updateAlert } from '#platform/alerts/alert-repository.ts';
import { alertsOf, type Firing, replay } from '#platform/alerts/backtest.ts';
import { reachMilliseconds } from '#platform/alerts/judge.ts';
import { rulesToJudge } from '#platform/alerts/rule-repository.ts';
import { createSeriesReader } from '#platform/alerts/series-reader.ts';
import { writeWatches } from '#platform/alerts/watch-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { AlertRuleRow } from '#platform/db/schema.ts';
import { findingSentence } from '#shared/alerts/rule-words.ts';

const hour = 3_600_000;
const monthMilliseconds = 30 * 24 * hour;
/** How far back minutes are there of every series. */
const fineMilliseconds = 2 * hour;

/** The alerts of one series, as its rule would have made them. */
interface SeriesHistory {
  label: string;
  alerts: Firing[][];
}

/**
 * Writes down what would have fired in the month before `until`, had the platform watched: every rule is judged over the
 * measurements by the code that judges live. What fires at the end goes on firing.
 *
 * @param done called in the transaction that writes it
 */
export async function writeAlertHistory(
  database: Executor,
  until: Date,
  done: (transaction: Executor) => Promise<void>,
): Promise<void> {
  const histories: [AlertRuleRow, SeriesHistory[]][] = [];
  for (const rule of await rulesToJudge(database)) histories.push([rule, await historyOf(database, rule, until)]);
  await database.transaction().execute(async (transaction) => {
    for (const [rule, series] of histories) {
      const open = new Set((await openAlertsOf(transaction, rule.id)).map(({ label }) => label));
      for (const { label, alerts } of series) {
        // What fires live already is told by those who watch.
        if (open.has(label)) continue;
        for (const firings of alerts) await write(transaction, rule, label, firings, until);
      }
    }
    await done(transaction);
  });
}

/** Hours up to where minutes are there, and those. */
async function historyOf(database: Executor, rule: AlertRuleRow, until: Date): Promise<SeriesHistory[]> {
  const end = until.getTime();
  const between = Math.floor((end - fineMilliseconds) / hour) * hour;
  const coarse = await firingsIn(database, rule, { from: end - monthMilliseconds, to: between }, 3600);
  const fine = await firingsIn(database, rule, { from: between, to: end }, 60);
  return [...new Set([...coarse.keys(), ...fine.keys()])].sort().map((label) => {
    const before = (coarse.get(label) ?? []).map((firing) => ({ ...firing, to: firing.to ?? between }));
    return { label, alerts: alertsOf([...before, ...(fine.get(label) ?? [])]) };
  });
}

async function firingsIn(
  database: Executor,
  rule: AlertRuleRow,
  range: { from: number; to: number },
  resolution: Resolution,
): Promise<Map<string, Firing[]>> {
  const step = resolution * 1000;
  const from = Math.floor(range.from / step) * step;
  const reach = Math.max(reachMilliseconds(rule), 2 * step);
  const reader = createSeriesReader(database, new Date(range.to), { from: new Date(from - reach), resolution });
  const { labels } = await reader.labels(rule);
  const found = new Map<string, Firing[]>();
  for (const [label, sources] of await reader.sources(rule, labels)) {
    const { firings } = await replay(rule, sources, { from, to: range.to, step }, () => setImmediate());
    if (firings.length > 0) found.set(label, firings);
  }
  return found;
}

async function write(
  transaction: Executor,
  rule: AlertRuleRow,
  label: string,
  firings: readonly Firing[],
  until: Date,
): Promise<void> {
  const [first, last] = [firings[0], firings.at(-1)];
  if (!first || !last) return;
  const id = randomUUID();
  const summary = findingSentence(rule, label, last.peak);
  const opened = new Date(first.from);
  const common = { id, rule_id: rule.id, label, severity: rule.severity, grouped: 0 };
  await insertAlert(transaction, { ...common, summary, value: last.peak, opened_at: opened });
  for (const [index, { from, to, peak }] of firings.entries()) {
    const kind = index === 0 ? 'fired' : 'reopened';
    await insertEvent(transaction, { alertId: id, at: new Date(from), kind, value: peak });
    if (to !== null) await insertEvent(transaction, { alertId: id, at: new Date(to), kind: 'resolved', value: peak });
  }
  await updateAlert(transaction, id, {
    fired_at: new Date(last.from),
    told_at: opened,
    reopened: firings.length - 1,
    ...(last.to === null ? {} : { state: 'resolved', resolved_at: new Date(last.to) }),
  });
  if (last.to !== null) return;
  const watch = {
    phase: 'firing',
    heldMilliseconds: rule.for_seconds * 1000,
    clearMilliseconds: null,
    lookedAt: until.getTime(),
    silentSince: null,
  } as const;
  await writeWatches(transaction, rule.id, new Map([[label, watch]]));
}
