import type { AlertCondition, AlertRuleInput } from '#contract/alert-rules.ts';
import { isQuietWithoutPoints, type Measured, measure, type Sources } from './measure.ts';
import type { Verdict } from './watch.ts';

export interface Reading {
  verdict: Verdict;
  /** What was compared: a value of the metric, a change, or how many times the budget is burned. */
  value: number | null;
}

/** What of a rule the judgement depends on. */
export type Judged = Pick<AlertRuleInput, 'metric' | 'statistic' | 'window_seconds' | 'condition' | 'minimum_count'>;

/** How far back a look needs points. */
export function reachMilliseconds({ window_seconds: window, condition }: Judged): number {
  if (condition.kind === 'change') return 2 * window * 1000;
  if (condition.kind === 'burn_rate') return condition.long_seconds * 1000;
  return window * 1000;
}

/** What a rule says of a series at a time, by what was measured before it. */
export function judge(rule: Judged, sources: Sources, at: number): Reading {
  const window = rule.window_seconds * 1000;
  const over = (from: number, to: number) => measure(rule.metric, rule.statistic, sources, from, to);
  const now = over(at - window, at);
  switch (rule.condition.kind) {
    case 'absence':
      return { verdict: now.count === 0 ? 'bad' : 'good', value: null };
    case 'threshold':
      return judgeThreshold(rule, rule.condition, now);
    case 'change':
      return judgeChange(rule, rule.condition, now, over(at - 2 * window, at - window));
    case 'burn_rate':
      return judgeBurn(rule, rule.condition, now, over(at - rule.condition.long_seconds * 1000, at));
  }
}

type Of<Kind> = Extract<AlertCondition, { kind: Kind }>;

/** Nothing happened, or too little to judge by: nothing is wrong with it. A measurement that stopped says nothing. */
function withoutValue({ metric, minimum_count: minimum }: Judged, { value, count }: Measured): Verdict | null {
  if (value === null) return isQuietWithoutPoints(metric) ? 'good' : 'none';
  return count < minimum ? 'good' : null;
}

function judgeThreshold(rule: Judged, { direction, value: limit, clear }: Of<'threshold'>, now: Measured): Reading {
  const without = withoutValue(rule, now);
  if (without !== null || now.value === null) return { verdict: without ?? 'none', value: now.value };
  const sign = direction === 'above' ? 1 : -1;
  if (sign * now.value > sign * limit) return { verdict: 'bad', value: now.value };
  const good = sign * now.value <= sign * (clear ?? limit);
  return { verdict: good ? 'good' : 'between', value: now.value };
}

function judgeChange(rule: Judged, { direction, share }: Of<'change'>, now: Measured, before: Measured): Reading {
  const without = withoutValue(rule, now) ?? withoutValue(rule, before);
  if (without !== null || now.value === null || before.value === null || before.value === 0) {
    return { verdict: without ?? 'good', value: null };
  }
  const change = Number(((now.value - before.value) / Math.abs(before.value)).toPrecision(9));
  if (!Number.isFinite(change)) return { verdict: 'good', value: null };
  const far = direction === 'rise' ? change : -change;
  return { verdict: far >= share ? 'bad' : 'good', value: change };
}

function judgeBurn(rule: Judged, { budget, factor }: Of<'burn_rate'>, short: Measured, long: Measured): Reading {
  const without = withoutValue(rule, long) ?? withoutValue({ ...rule, minimum_count: 0 }, short);
  if (without !== null || short.value === null || long.value === null)
    return { verdict: without ?? 'none', value: null };
  const burned = Math.min(short.value, long.value) / budget;
  if (burned >= factor) return { verdict: 'bad', value: burned };
  return { verdict: short.value / budget < factor ? 'good' : 'between', value: burned };
}
