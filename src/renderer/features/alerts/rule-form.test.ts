import { describe, expect, it } from 'vitest';
import type { AlertRuleInput } from '#renderer/data/alerts/rules.ts';
import { emptyRule, formOf, ruleOf, statisticsOf, unitOf } from './rule-form.ts';

const rule: AlertRuleInput = {
  name: 'CPU over 90 %',
  metric: 'cpu.share',
  label: '',
  statistic: 'mean',
  window_seconds: 300,
  condition: { kind: 'threshold', direction: 'above', value: 0.9, clear: 0.07 },
  for_seconds: 120,
  clear_for_seconds: 60,
  minimum_count: 0,
  severity: 'warning',
  enabled: true,
};

describe('the form of a rule', () => {
  it.each<AlertRuleInput>([
    rule,
    { ...rule, condition: { kind: 'threshold', direction: 'below', value: 0.5, clear: null } },
    { ...rule, condition: { kind: 'change', direction: 'fall', share: 0.3 } },
    { ...rule, condition: { kind: 'absence' } },
    {
      ...rule,
      metric: 'http.duration_ms',
      statistic: 'server_error_share',
      condition: { kind: 'burn_rate', budget: 0.001, factor: 14, long_seconds: 3600 },
    },
  ])('gives back what it was given: $condition.kind', (given) => {
    expect(ruleOf(formOf(given))).toEqual({ rule: given });
  });

  it('shows shares as percent, and times as they are', () => {
    expect(formOf(rule)).toMatchObject({ value: '90', clear: '7' });
    expect(unitOf('http.duration_ms', 'p95')).toBe('ms');
    expect(unitOf('http.duration_ms', 'error_share')).toBe('%');
  });

  it('names what is no number', () => {
    expect(ruleOf({ ...emptyRule, value: 'much', forSeconds: '' })).toEqual({
      errors: { name: 'Give the rule a name', 'condition.value': 'Type a number', for_seconds: 'Type a number' },
    });
    expect(ruleOf({ ...emptyRule, name: 'x', value: '0,5' })).toMatchObject({ rule: { condition: { value: 0.5 } } });
  });

  it('offers what says something of a metric', () => {
    expect(statisticsOf('cpu.share')).toEqual(['mean', 'min', 'max']);
    expect(statisticsOf('http.duration_ms')).toContain('server_error_share');
    expect(statisticsOf('database.slow_queries')).toContain('sum');
  });
});
