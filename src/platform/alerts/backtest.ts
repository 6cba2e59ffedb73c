import type { AlertRuleInput } from '#contract/alert-rules.ts';
import { patienceOf } from './evaluate.ts';
import { judge } from './judge.ts';
import { reopenMilliseconds } from './life.ts';
import type { Sources } from './measure.ts';
import { look, type Watch } from './watch.ts';

export interface Firing {
  from: number;
  /** Null where it still fires at the end. */
  to: number | null;
  peak: number | null;
}

export interface Replay {
  firings: Firing[];
  looks: number;
  looksWithoutData: number;
}

/** Which of two values is further on the bad side. */
function worse(rule: AlertRuleInput, one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  const { condition } = rule;
  const low =
    (condition.kind === 'threshold' && condition.direction === 'below') ||
    (condition.kind === 'change' && condition.direction === 'fall');
  return low ? Math.min(one, other) : Math.max(one, other);
}

/**
 * Looks at one series from `from` to `to`, a step at a time, with the code that looks at it live. A window that is
 * shorter than a step counts as a step: of such times nothing finer is kept.
 *
 * @param pause called now and then, so that a long replay leaves turns to requests
 */
export async function replay(
  given: AlertRuleInput,
  sources: Sources,
  { from, to, step }: { from: number; to: number; step: number },
  pause: () => Promise<void>,
): Promise<Replay> {
  const rule = { ...given, window_seconds: Math.max(given.window_seconds, step / 1000) };
  const patience = patienceOf(rule, step);
  const firings: Firing[] = [];
  let watch: Watch | null = null;
  let [looks, looksWithoutData] = [0, 0];
  for (let at = from + step; at <= to; at += step) {
    const { verdict, value } = judge(rule, sources, at);
    const before: Watch['phase'] | undefined = (watch as Watch | null)?.phase;
    watch = look(watch, verdict, patience, at);
    looks += 1;
    if (verdict === 'none') looksWithoutData += 1;
    const last = firings.at(-1);
    if (watch?.phase === 'firing' && before !== 'firing') firings.push({ from: at, to: null, peak: value });
    else if (watch?.phase === 'firing' && last) last.peak = worse(rule, last.peak, value);
    else if (before === 'firing' && last) last.to = at;
    if (looks % 500 === 0) await pause();
  }
  return { firings, looks, looksWithoutData };
}

/** Firings of one series, oldest first, as alerts: one that comes back soon is the same again. */
export function alertsOf(firings: readonly Firing[]): Firing[][] {
  const alerts: Firing[][] = [];
  for (const firing of firings) {
    const current = alerts.at(-1);
    const before = current?.at(-1);
    if (before?.to != null && firing.from - before.to < reopenMilliseconds) current?.push(firing);
    else alerts.push([firing]);
  }
  return alerts;
}

/** Seconds during which any of several series fired, each second once. */
export function firingSeconds(firings: readonly Firing[], end: number): number {
  const sorted = [...firings].sort((one, other) => one.from - other.from);
  let [total, covered] = [0, Number.NEGATIVE_INFINITY];
  for (const firing of sorted) {
    const to = firing.to ?? end;
    total += Math.max(0, to - Math.max(firing.from, covered));
    covered = Math.max(covered, to);
  }
  return Math.round(total / 1000);
}
