import { expect, it } from 'vitest';
import type { AlertRuleInput } from '#contract/alert-rules.ts';
import { duration, metricValue } from './metric-words.ts';
import { findingSentence, ruleSentence } from './rule-words.ts';

const rule: AlertRuleInput = {
  name: 'Slow',
  metric: 'http.duration_ms',
  label: 'GET /api/health',
  statistic: 'p95',
  window_seconds: 300,
  condition: { kind: 'threshold', direction: 'above', value: 100, clear: 90 },
  for_seconds: 120,
  clear_for_seconds: 60,
  minimum_count: 20,
  severity: 'warning',
  enabled: true,
};

it('says a value with its unit', () => {
  expect(metricValue('http.duration_ms', 'p95', 812.34)).toBe('812 ms');
  expect(metricValue('http.duration_ms', 'server_error_share', 0.0025)).toBe('0.25 %');
  expect(metricValue('http.duration_ms', 'rate', 2.7654)).toBe('2.77 a second');
  expect(metricValue('cpu.share', 'mean', 0.915)).toBe('91.5 %');
  expect(metricValue('database.size_bytes', 'max', 1_234_567_890)).toBe('1.23 GB');
  expect(metricValue('certificate.days_left', 'min', 13)).toBe('13 days');
  expect(metricValue('database.size_bytes', 'max', 0)).toBe('0 B');
  expect([90, 300, 7200, 86_400].map(duration)).toEqual(['90 s', '5 min', '2 h', '1 d']);
});

it('says a rule, and what it found, in a sentence', () => {
  expect(ruleSentence(rule)).toBe(
    'P95 of response time, GET /api/health in 5 min above 100 ms (until below 90 ms) for 2 min, with at least 20 measurements.',
  );
  expect(findingSentence(rule, 'GET /api/health', 812)).toBe(
    'P95 of response time, GET /api/health is 812 ms; the limit is 100 ms',
  );
  const cpu = { ...rule, metric: 'cpu.share', statistic: 'mean', label: '' } as const;
  expect(findingSentence({ ...cpu, condition: { kind: 'absence' } }, '', null)).toBe(
    'Mean of CPU: nothing measured for 5 min',
  );
});
