import type { AlertRuleInput } from '#contract/alert-rules.ts';
import type { TestPlatform } from './platform.ts';

let made = 0;

/** A rule as ops make one: the CPU above 90 % for a minute and a half, until it is below 80 % for one; or as named. */
export function makeRule(platform: TestPlatform, change: Partial<AlertRuleInput> = {}) {
  made += 1;
  const body: AlertRuleInput = {
    name: `Rule ${made}`,
    metric: 'cpu.share',
    label: '',
    statistic: 'mean',
    window_seconds: 30,
    condition: { kind: 'threshold', direction: 'above', value: 0.9, clear: 0.8 },
    for_seconds: 90,
    clear_for_seconds: 60,
    minimum_count: 0,
    severity: 'critical',
    enabled: true,
    ...change,
  };
  return platform.call('alerts.rules.create', { body }, { as: 'ops' });
}
