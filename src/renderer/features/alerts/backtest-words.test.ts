import { expect, it } from 'vitest';
import type { Backtest } from '#renderer/data/alerts/rules.ts';
import { backtestSentence } from './backtest-words.ts';

const result: Backtest = {
  from: '2026-03-01T09:00:00.000Z',
  to: '2026-03-02T09:00:00.000Z',
  step_seconds: 60,
  looks: 1440,
  looks_without_data: 0,
  labels: 1,
  alerts: 3,
  firing_seconds: 840,
  firings: [],
  firings_total: 3,
  incidents: null,
};

it('says how often it would have fired, and how closely was looked', () => {
  expect(backtestSentence(result)).toBe(
    'It would have fired 3 times, for 14 min in all. Of this time a value is kept every 1 min.',
  );
  expect(backtestSentence({ ...result, alerts: 0, step_seconds: 10 })).toBe('It would not have fired.');
});

it('never takes what was not measured for good', () => {
  expect(backtestSentence({ ...result, looks_without_data: 1440 })).toContain('Nothing was measured');
  expect(backtestSentence({ ...result, looks_without_data: 360 })).toContain('For 25.0 % of it nothing was measured.');
});

it('compares with incidents where there are any', () => {
  const incidents = { incidents: 4, found: 3, precision: 0.5, recall: 0.75 };
  expect(backtestSentence({ ...result, incidents })).toContain(
    'It would have found 3 of 4 incidents; 50.0 % of what fired was one.',
  );
});
