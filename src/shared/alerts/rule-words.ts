import type { AlertRuleInput } from '#contract/alert-rules.ts';
import { count, duration, metricValue } from './metric-words.ts';
import { subjectWords } from './subject-words.ts';

/** What of a rule its words are made from. */
export type WordedRule = Pick<
  AlertRuleInput,
  'metric' | 'label' | 'statistic' | 'window_seconds' | 'condition' | 'for_seconds' | 'minimum_count'
>;

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;

/** A rule in a sentence, as lists and the editor show it. */
export function ruleSentence(rule: WordedRule): string {
  const what = upper(subjectWords(rule, rule.label));
  const window = duration(rule.window_seconds);
  const held = rule.for_seconds > 0 ? ` for ${duration(rule.for_seconds)}` : '';
  const least =
    rule.minimum_count > 0
      ? `, with at least ${count(rule.minimum_count)} ${rule.minimum_count === 1 ? 'measurement' : 'measurements'}`
      : '';
  const { condition } = rule;
  switch (condition.kind) {
    case 'threshold': {
      const value = (number: number) => metricValue(rule.metric, rule.statistic, number);
      const over =
        condition.clear === null || condition.clear === condition.value
          ? ''
          : ` (until at ${condition.direction === 'above' ? 'most' : 'least'} ${value(condition.clear)})`;
      return `${what} over ${window} ${condition.direction} ${value(condition.value)}${held}${over}${least}.`;
    }
    case 'change': {
      const moves = condition.direction === 'rise' ? 'up' : 'down';
      return `${what} ${moves} by ${percent(condition.share)} against the ${window} before${held}${least}.`;
    }
    case 'absence':
      return `${what}: nothing measured for ${duration(rule.window_seconds + rule.for_seconds)}.`;
    case 'burn_rate':
      return `${what} is ${condition.factor} times the budget of ${percent(condition.budget)} over ${window} and over ${duration(condition.long_seconds)}${held}${least}.`;
  }
}

/** What a look found, for an alert and its mail. */
export function findingSentence(rule: WordedRule, label: string, value: number | null): string {
  const what = upper(subjectWords(rule, label));
  const { condition } = rule;
  switch (condition.kind) {
    case 'threshold': {
      const limit = metricValue(rule.metric, rule.statistic, condition.value);
      const found = value === null ? 'not known' : metricValue(rule.metric, rule.statistic, value);
      return `${what} is ${found}; the limit is ${limit}`;
    }
    case 'change': {
      const moved = condition.direction === 'rise' ? 'rose' : 'fell';
      const found = value === null ? '' : ` by ${percent(Math.abs(value))}`;
      return `${what} ${moved}${found}; the limit is ${percent(condition.share)}`;
    }
    case 'absence':
      return `${what}: nothing measured for ${duration(rule.window_seconds)}`;
    case 'burn_rate': {
      const found = value === null ? 'not known' : `${Number(value.toPrecision(3))} times`;
      return `${what} burns the budget ${found}; the limit is ${condition.factor} times`;
    }
  }
}
