import { expect, it } from 'vitest';
import type { AlertRuleInput } from '#contract/alert-rules.ts';
import type { StoredPoint } from '#platform/metrics/history-repository.ts';
import { alertsOf, firingSeconds, replay } from './backtest.ts';

const minute = 60_000;
const rule: AlertRuleInput = {
  name: 'CPU',
  metric: 'cpu.share',
  label: '',
  statistic: 'mean',
  window_seconds: 60,
  condition: { kind: 'threshold', direction: 'above', value: 0.9, clear: 0.8 },
  for_seconds: 120,
  clear_for_seconds: 60,
  minimum_count: 0,
  severity: 'warning',
  enabled: true,
};
const pointsOf = (values: readonly (number | null)[]): StoredPoint[] =>
  values.flatMap((value, index) =>
    value === null
      ? []
      : [{ at: new Date(index * minute), count: 1, sum: value, min: value, max: value, histogram: null }],
  );
const run = (values: readonly (number | null)[]) =>
  replay(
    rule,
    { points: pointsOf(values), clientErrors: [], serverErrors: [] },
    { from: 0, to: values.length * minute, step: minute },
    () => Promise.resolve(),
  );

it('says when a rule would have fired, for how long and how badly', async () => {
  const found = await run([0.1, 0.95, 0.95, 0.99, 0.95, 0.85, 0.2, 0.2, 0.2]);
  expect(found).toEqual({
    firings: [{ from: 4 * minute, to: 8 * minute, peak: 0.99 }],
    looks: 9,
    looksWithoutData: 0,
  });
});

it('leaves open what still fires at the end, and counts looks at nothing', async () => {
  const found = await run([0.95, 0.95, 0.95, null, null, 0.97]);
  expect(found.firings).toEqual([{ from: 3 * minute, to: null, peak: 0.97 }]);
  expect(found.looksWithoutData).toBe(2);
});

it('counts firings that follow closely as one alert, and each second once', () => {
  const firings = [
    { from: 0, to: 5 * minute, peak: 1 },
    { from: 10 * minute, to: 12 * minute, peak: 1 },
    { from: 60 * minute, to: null, peak: 1 },
  ];
  expect(alertsOf(firings)).toEqual([firings.slice(0, 2), firings.slice(2)]);
  expect(firingSeconds([...firings, { from: 4 * minute, to: 6 * minute, peak: 1 }], 61 * minute)).toBe(9 * 60);
});
