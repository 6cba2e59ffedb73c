import { randomUUID } from 'node:crypto';
import type { Executor } from '#platform/db/open.ts';
import type { AlertRow, AlertRuleRow } from '#platform/db/schema.ts';
import { findingSentence } from '#shared/alerts/rule-words.ts';
import { insertAlert, insertEvent, lastResolved, openAlertsOf, updateAlert } from './alert-repository.ts';
import type { Reading } from './judge.ts';
import { comesBack, type LifeStep, reopen, resolve, runOut } from './life.ts';
import type { Watch } from './watch.ts';

/** Series of one rule that have an alert of their own; all further ones share one. */
export const mostOwnAlerts = 50;
/** The label of the alert that stands for those. No series that is judged is called so. */
export const groupLabel = '*';

/** What happened to an alert in this look. */
export interface Happened {
  id: string;
  label: string;
  summary: string;
  step: LifeStep['kind'];
  /** Whether people are told. */
  tells: boolean;
}

type Shown = Pick<AlertRow, 'summary' | 'value' | 'grouped' | 'no_data_since' | 'severity'>;

/**
 * Makes the alerts of a rule what its watches say: one for each series that fires, none for the others. It compares
 * the two and not what changed since, so a look that was cut off anywhere is made good by the next one.
 */
export async function reconcile(
  transaction: Executor,
  rule: AlertRuleRow,
  watches: ReadonlyMap<string, Watch>,
  readings: ReadonlyMap<string, Reading>,
  at: Date,
): Promise<Happened[]> {
  const firing = [...watches].filter(([, watch]) => watch.phase === 'firing').map(([label]) => label);
  const open = await openAlertsOf(transaction, rule.id);
  const own = open.filter(({ label }) => label !== groupLabel);
  const stay = own.filter(({ label }) => watches.get(label)?.phase === 'firing');
  const work = { transaction, rule, at, happened: [] as Happened[] };
  const shownOf = (label: string): Shown => {
    const value = readings.get(label)?.value ?? null;
    const silentSince = watches.get(label)?.silentSince ?? null;
    return {
      summary: findingSentence(rule, label, value),
      value,
      grouped: 0,
      no_data_since: silentSince === null ? null : new Date(silentSince),
      severity: rule.severity,
    };
  };
  for (const alert of own) {
    if (stay.includes(alert)) await goOn(work, alert, shownOf(alert.label));
    else await end(work, alert);
  }
  const having = new Set(stay.map(({ label }) => label));
  const fresh = firing.filter((label) => !having.has(label)).sort();
  const slots = Math.max(0, mostOwnAlerts - stay.length);
  for (const label of fresh.slice(0, slots)) await begin(work, label, shownOf(label));
  await reconcileGroup(
    work,
    open.find(({ label }) => label === groupLabel),
    Math.max(0, fresh.length - slots),
  );
  return work.happened;
}

interface Work {
  transaction: Executor;
  rule: AlertRuleRow;
  at: Date;
  happened: Happened[];
}

async function reconcileGroup(work: Work, group: AlertRow | undefined, grouped: number): Promise<void> {
  if (grouped === 0) {
    if (group) await end(work, group);
    return;
  }
  const summary = `${grouped} more of ${work.rule.name}: too many to show each`;
  const shown = { summary, value: null, grouped, no_data_since: null, severity: work.rule.severity };
  if (group) await goOn(work, group, shown);
  else await begin(work, groupLabel, shown);
}

async function begin(work: Work, label: string, shown: Shown): Promise<void> {
  const { transaction, rule, at } = work;
  const earlier = await lastResolved(transaction, rule.id, label);
  if (earlier && comesBack(earlier, at)) {
    await take(work, earlier, reopen(earlier, at), shown);
    return;
  }
  const { summary, value, grouped, severity } = shown;
  const id = randomUUID();
  await insertAlert(transaction, { id, rule_id: rule.id, label, severity, summary, value, grouped, opened_at: at });
  await insertEvent(transaction, { alertId: id, at, kind: 'fired', value });
  await updateAlert(transaction, id, { told_at: at });
  work.happened.push({ id, label, summary, step: 'fired', tells: true });
}

/** What it says now, and what ran out. Written only where it differs: most looks find what the last one found. */
async function goOn(work: Work, alert: AlertRow, shown: Shown): Promise<void> {
  const step = runOut(alert, work.at);
  if (step) return take(work, alert, step, shown);
  const same =
    alert.summary === shown.summary &&
    alert.grouped === shown.grouped &&
    alert.severity === shown.severity &&
    alert.no_data_since?.getTime() === shown.no_data_since?.getTime();
  // While nothing is measured, what was found last is what there is to say.
  const { no_data_since: since, ...rest } = shown;
  const change = since === null ? shown : { no_data_since: since, severity: rest.severity };
  if (!same) await updateAlert(work.transaction, alert.id, change);
}

function end(work: Work, alert: AlertRow): Promise<void> {
  const step = resolve(alert, work.at);
  return step ? take(work, alert, step, { no_data_since: null }) : Promise.resolve();
}

async function take(work: Work, alert: AlertRow, step: LifeStep, shown: Partial<Shown>): Promise<void> {
  const { transaction, at } = work;
  await updateAlert(transaction, alert.id, { ...shown, ...step.change, ...(step.tells ? { told_at: at } : {}) });
  const value = shown.value ?? null;
  await insertEvent(transaction, { alertId: alert.id, at, kind: step.kind, until: step.until, value });
  const summary = shown.summary ?? alert.summary;
  work.happened.push({ id: alert.id, label: alert.label, summary, step: step.kind, tells: step.tells });
}
