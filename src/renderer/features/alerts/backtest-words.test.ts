import { expect, it } from 'vitest';
import type { Backtest } from '#renderer/data/alerts/rules.ts';
import { againstSentence, backtestSentence } from './backtest-words.ts';

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
  incidents: {
    tolerance_seconds: 600,
    services: null,
    precision: { share: 0, part: 0, n: 3, interval: { low: 0, high: 0.56 } },
    recall: { share: null, part: 0, n: 0, interval: null },
    missed: [],
  },
};

it('says how often it would have fired, and how closely was looked', () => {
  expect(backtestSentence(result)).toBe(
    'It would have fired 3 times, for 14 min in all. What is kept of this time is a value every 1 min.',
  );
  expect(backtestSentence({ ...result, alerts: 0, step_seconds: 10 })).toBe('It would not have fired.');
});

it('never takes what was not measured for good', () => {
  expect(backtestSentence({ ...result, looks_without_data: 1440 })).toContain('Nothing was measured');
  expect(backtestSentence({ ...result, looks_without_data: 360 })).toContain('For 25.0 % of it nothing was measured.');
});

it('says what it is held against, and that there were none', () => {
  const incidents = { ...result.incidents, recall: { share: 0.75, part: 3, n: 4, interval: { low: 0.3, high: 0.95 } } };
  expect(againstSentence(incidents)).toBe(
    '4 incidents in this time. One is found where an alert and it are at most 10 min apart.',
  );
  expect(againstSentence({ ...incidents, services: ['api', 'Search'] })).toContain('4 incidents of API, Search in');
  expect(againstSentence(result.incidents)).toBe(
    'No incidents in this time, so it can’t be said how well it tells of them.',
  );
});
