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
  expect(metricValue('http.duration_ms', 'max', 12_345.6)).toBe('12,350 ms');
  expect(metricValue('database.size_bytes', 'max', 0)).toBe('0 B');
  expect([90, 300, 7200, 86_400].map(duration)).toEqual(['90 s', '5 min', '2 h', '1 d']);
});

it('says a rule, and what it found, in a sentence', () => {
  expect(ruleSentence(rule)).toBe(
    'P95 response time at GET /api/health over 5 min above 100 ms for 2 min (until at most 90 ms), with at least 20 measurements.',
  );
  expect(findingSentence(rule, 'GET /api/health', 812)).toBe(
    'P95 response time at GET /api/health is 812 ms; the limit is 100 ms',
  );
  const cpu = { ...rule, metric: 'cpu.share', statistic: 'mean', label: '' } as const;
  expect(findingSentence({ ...cpu, condition: { kind: 'absence' } }, '', null)).toBe(
    'Mean CPU: nothing measured for 5 min',
  );
});

it('names what is measured as people would', () => {
  const sentence = (change: Partial<AlertRuleInput>) =>
    ruleSentence({ ...rule, for_seconds: 0, minimum_count: 0, ...change });
  const below = (value: number) => ({ kind: 'threshold', direction: 'below', value, clear: null }) as const;
  const above = (value: number, clear: number | null) =>
    ({ kind: 'threshold', direction: 'above', value, clear }) as const;
  expect(
    sentence({ statistic: 'server_error_share', label: '', condition: above(0.001, null), minimum_count: 1000 }),
  ).toBe('Share of requests with a server error (5xx) over 5 min above 0.1 %, with at least 1,000 measurements.');
  expect(sentence({ metric: 'gateway.duration_ms', label: '* /api/chat' })).toBe(
    'P95 response time of the product at /api/chat over 5 min above 100 ms (until at most 90 ms).',
  );
  expect(sentence({ metric: 'probe.up', statistic: 'mean', label: '*', condition: below(0.5) })).toBe(
    'Share of time up of each service over 5 min below 50 %.',
  );
  expect(sentence({ metric: 'certificate.days_left', statistic: 'min', label: '*', condition: below(14) })).toBe(
    'Time left on the certificate of each host over 5 min below 14 days.',
  );
  expect(sentence({ metric: 'database.slow_queries', statistic: 'sum', label: '', condition: above(5, 0) })).toBe(
    'Slow queries (> 1 s) over 5 min above 5 (until at most 0).',
  );
  expect(
    sentence({ statistic: 'rate', label: '*', condition: { kind: 'change', direction: 'rise', share: 0.5 } }),
  ).toBe('Requests per second at each endpoint up by 50 % against the 5 min before.');
});
