import type { AlertRuleInput } from '#contract/alert-rules.ts';
import { metricSeries } from '#contract/metric-series.ts';
import { duration, metricValue, statisticWords } from './metric-words.ts';

/** What of a rule its words are made from. */
export type WordedRule = Pick<
  AlertRuleInput,
  'metric' | 'label' | 'statistic' | 'window_seconds' | 'condition' | 'for_seconds' | 'minimum_count'
>;

/** What is measured: `p95 of response time, GET /api/health`. */
function subject({ metric, statistic }: Pick<WordedRule, 'metric' | 'statistic'>, label: string): string {
  const title = metricSeries[metric].title;
  const what = title.charAt(0).toUpperCase() === title.charAt(0) && /^[A-Z]{2}/.test(title) ? title : lower(title);
  const of = statistic === 'rate' ? `${what} per second` : `${statisticWords[statistic]} of ${what}`;
  return label === '' ? of : `${of}, ${label}`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;

/** A rule in a sentence, as lists and the editor show it. */
export function ruleSentence(rule: WordedRule): string {
  const each = rule.label.includes('*') ? (rule.label === '*' ? 'each by itself' : rule.label) : rule.label;
  const what = upper(subject(rule, each));
  const window = duration(rule.window_seconds);
  const held = rule.for_seconds > 0 ? ` for ${duration(rule.for_seconds)}` : '';
  const least =
    rule.minimum_count > 0
      ? `, with at least ${rule.minimum_count} ${rule.minimum_count === 1 ? 'measurement' : 'measurements'}`
      : '';
  const { condition } = rule;
  switch (condition.kind) {
    case 'threshold': {
      const value = (number: number) => metricValue(rule.metric, rule.statistic, number);
      const over =
        condition.clear === null || condition.clear === condition.value
          ? ''
          : ` (until ${condition.direction === 'above' ? 'below' : 'above'} ${value(condition.clear)})`;
      return `${what} in ${window} ${condition.direction} ${value(condition.value)}${over}${held}${least}.`;
    }
    case 'change': {
      const moves = condition.direction === 'rise' ? 'rises' : 'falls';
      return `${what} ${moves} by ${percent(condition.share)} against the ${window} before${held}${least}.`;
    }
    case 'absence':
      return `${upper(subject(rule, each))}: nothing measured for ${duration(rule.window_seconds + rule.for_seconds)}.`;
    case 'burn_rate':
      return `${what} is ${condition.factor} times the budget of ${percent(condition.budget)} in ${window} and in ${duration(condition.long_seconds)}${held}${least}.`;
  }
}

/** What a look found, for an alert and its mail. */
export function findingSentence(rule: WordedRule, label: string, value: number | null): string {
  const what = subject(rule, label);
  const { condition } = rule;
  switch (condition.kind) {
    case 'threshold': {
      const limit = metricValue(rule.metric, rule.statistic, condition.value);
      const found = value === null ? 'not known' : metricValue(rule.metric, rule.statistic, value);
      return `${upper(what)} is ${found}; the limit is ${limit}`;
    }
    case 'change': {
      const moved = condition.direction === 'rise' ? 'rose' : 'fell';
      const found = value === null ? '' : ` by ${percent(Math.abs(value))}`;
      return `${upper(what)} ${moved}${found}; the limit is ${percent(condition.share)}`;
    }
    case 'absence':
      return `${upper(what)}: nothing measured for ${duration(rule.window_seconds)}`;
    case 'burn_rate': {
      const found = value === null ? 'not known' : `${Number(value.toPrecision(3))} times`;
      return `${upper(what)} burns the budget ${found}; the limit is ${condition.factor} times`;
    }
  }
}
