import { metricSeries } from '#contract/metric-series.ts';
import type { AlertRule, AlertRuleInput } from '#renderer/data/alerts/rules.ts';

/** A rule as it is typed: numbers as text, shares as percent. */
export interface RuleForm {
  name: string;
  metric: AlertRuleInput['metric'];
  label: string;
  statistic: AlertRuleInput['statistic'];
  kind: AlertRuleInput['condition']['kind'];
  direction: 'above' | 'below';
  value: string;
  clear: string;
  change: 'rise' | 'fall';
  changePercent: string;
  budgetPercent: string;
  factor: string;
  longMinutes: string;
  windowSeconds: string;
  forSeconds: string;
  clearForSeconds: string;
  minimumCount: string;
  severity: AlertRuleInput['severity'];
  enabled: boolean;
}

export const emptyRule: RuleForm = {
  name: '',
  metric: 'http.duration_ms',
  label: '',
  statistic: 'p95',
  kind: 'threshold',
  direction: 'above',
  value: '',
  clear: '',
  change: 'rise',
  changePercent: '50',
  budgetPercent: '0.1',
  factor: '14',
  longMinutes: '60',
  windowSeconds: '300',
  forSeconds: '120',
  clearForSeconds: '120',
  minimumCount: '0',
  severity: 'warning',
  enabled: true,
};

/** Statistics that say something of a metric. */
export function statisticsOf(metric: AlertRuleInput['metric']): AlertRuleInput['statistic'][] {
  const percentiles = metric.endsWith('_ms') ? (['p50', 'p95', 'p99'] as const) : [];
  const requests = metric === 'http.duration_ms' || metric === 'gateway.duration_ms';
  const counted = metricSeries[metric].unit === 'count' && metric !== 'certificate.days_left';
  return [
    'mean',
    'min',
    'max',
    ...percentiles,
    ...(counted ? (['sum'] as const) : []),
    ...(counted || requests ? (['rate'] as const) : []),
    ...(requests ? (['error_share', 'server_error_share'] as const) : []),
  ];
}

const isShare = (statistic: AlertRuleInput['statistic']) =>
  statistic === 'error_share' || statistic === 'server_error_share';

/** What a value is typed in. */
export function unitOf(metric: AlertRuleInput['metric'], statistic: AlertRuleInput['statistic']): string {
  if (isShare(statistic)) return '%';
  if (statistic === 'rate') return 'a second';
  const { unit } = metricSeries[metric];
  if (metric === 'certificate.days_left') return 'days';
  return { share: '%', ms: 'ms', bytes: 'bytes', count: '' }[unit];
}

const isPercent = (form: Pick<RuleForm, 'metric' | 'statistic'>) => unitOf(form.metric, form.statistic) === '%';

/** Without the dust that arithmetic with fractions leaves: 0.07 × 100 is 7. */
const tidy = (value: number) => Number(value.toPrecision(12));
const shown = (value: number, percent: boolean) => String(tidy(percent ? value * 100 : value));
const read = (text: string, percent: boolean) => {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
  return tidy(percent ? value / 100 : value);
};

/** A rule as the form shows it. */
export function formOf(rule: AlertRule | AlertRuleInput): RuleForm {
  const form: RuleForm = {
    ...emptyRule,
    name: rule.name,
    metric: rule.metric,
    label: rule.label,
    statistic: rule.statistic,
    kind: rule.condition.kind,
    windowSeconds: String(rule.window_seconds),
    forSeconds: String(rule.for_seconds),
    clearForSeconds: String(rule.clear_for_seconds),
    minimumCount: String(rule.minimum_count),
    severity: rule.severity,
    enabled: rule.enabled,
  };
  const { condition } = rule;
  const percent = isPercent(form);
  switch (condition.kind) {
    case 'threshold': {
      const clear = condition.clear == null ? '' : shown(condition.clear, percent);
      return { ...form, direction: condition.direction, value: shown(condition.value, percent), clear };
    }
    case 'change':
      return { ...form, change: condition.direction, changePercent: shown(condition.share, true) };
    case 'burn_rate':
      return {
        ...form,
        budgetPercent: shown(condition.budget, true),
        factor: String(condition.factor),
        longMinutes: String(condition.long_seconds / 60),
      };
    case 'absence':
      return form;
  }
}

export type FieldErrors = Readonly<Record<string, string>>;

/** What was typed as a rule, or what of it is no number, by the names of the wire. */
export function ruleOf(form: RuleForm): { rule: AlertRuleInput } | { errors: FieldErrors } {
  const errors: Record<string, string> = {};
  const number = (path: string, text: string, percent = false) => {
    const value = read(text, percent);
    if (!Number.isFinite(value)) errors[path] = 'Type a number';
    return value;
  };
  const rule: AlertRuleInput = {
    name: form.name.trim(),
    metric: form.metric,
    label: form.label.trim(),
    statistic: form.statistic,
    window_seconds: number('window_seconds', form.windowSeconds),
    condition: conditionOf(form, number),
    for_seconds: number('for_seconds', form.forSeconds),
    clear_for_seconds: number('clear_for_seconds', form.clearForSeconds),
    minimum_count: number('minimum_count', form.minimumCount),
    severity: form.severity,
    enabled: form.enabled,
  };
  if (rule.name === '') errors.name = 'Give the rule a name';
  return Object.keys(errors).length > 0 ? { errors } : { rule };
}

function conditionOf(
  form: RuleForm,
  number: (path: string, text: string, percent?: boolean) => number,
): AlertRuleInput['condition'] {
  const percent = isPercent(form);
  switch (form.kind) {
    case 'threshold': {
      const value = number('condition.value', form.value, percent);
      const clear = form.clear.trim() === '' ? null : number('condition.clear', form.clear, percent);
      return { kind: 'threshold', direction: form.direction, value, clear };
    }
    case 'change':
      return { kind: 'change', direction: form.change, share: number('condition.share', form.changePercent, true) };
    case 'burn_rate':
      return {
        kind: 'burn_rate',
        budget: number('condition.budget', form.budgetPercent, true),
        factor: number('condition.factor', form.factor),
        long_seconds: number('condition.long_seconds', form.longMinutes) * 60,
      };
    case 'absence':
      return { kind: 'absence' };
  }
}
