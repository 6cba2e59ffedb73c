import { Select, TextInput } from '@mantine/core';
import { metricSeries } from '#contract/metric-series.ts';
import type { CallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { alertSeverityLooks } from '#renderer/ui/status/alert-looks.ts';
import { statisticWords } from '#shared/alerts/metric-words.ts';
import classes from './alerts.module.css';
import { type FieldErrors, type RuleForm, statisticsOf, unitOf } from './rule-form.ts';

/** Fields that show their own errors. */
export const ruleFieldPaths = [
  'name',
  'label',
  'statistic',
  'window_seconds',
  'condition.value',
  'condition.clear',
  'condition.share',
  'condition.budget',
  'condition.factor',
  'condition.long_seconds',
  'for_seconds',
  'clear_for_seconds',
  'minimum_count',
];

const metricOptions = Object.entries(metricSeries).map(([value, { title }]) => ({ value, label: title }));
const severityOptions = Object.entries(alertSeverityLooks).map(([value, { label }]) => ({ value, label }));
const kindOptions = [
  { value: 'threshold', label: 'Is above or below a limit' },
  { value: 'change', label: 'Rises or falls against the time before' },
  { value: 'absence', label: 'Is not measured any more' },
  { value: 'burn_rate', label: 'Burns the budget of errors' },
];
const seconds = (...list: readonly (readonly [number, string])[]) =>
  list.map(([value, label]) => ({ value: String(value), label }));
const windows = seconds(
  [60, '1 minute'],
  [120, '2 minutes'],
  [300, '5 minutes'],
  [900, '15 minutes'],
  [3600, '1 hour'],
  [21_600, '6 hours'],
  [86_400, '1 day'],
);
const holds = seconds(
  [0, 'At once'],
  [60, '1 minute'],
  [120, '2 minutes'],
  [300, '5 minutes'],
  [900, '15 minutes'],
  [3600, '1 hour'],
);
/** A time that was set elsewhere is offered too, so that saving doesn't change it. */
const withValue = (options: { value: string; label: string }[], value: string) =>
  options.some((option) => option.value === value) ? options : [...options, { value, label: `${value} s` }];

interface RuleFieldsProps {
  form: RuleForm;
  wrong: FieldErrors;
  error: CallError | null;
  onChange: (change: Partial<RuleForm>) => void;
}

/** What a rule says, field by field. */
export function RuleFields({ form, wrong, error, onChange }: RuleFieldsProps) {
  const failure = (path: string) => wrong[path] ?? fieldError(error, path);
  const text = (name: keyof RuleForm, label: string, path: string, description?: string) => (
    <TextInput
      label={label}
      {...(description === undefined ? {} : { description })}
      value={String(form[name])}
      error={failure(path)}
      autoComplete="off"
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const choice = <Name extends keyof RuleForm>(
    name: Name,
    label: string,
    data: { value: string; label: string }[],
    path: string = name,
  ) => (
    <Select
      label={label}
      data={data}
      value={String(form[name])}
      allowDeselect={false}
      error={failure(path)}
      onChange={(next) => {
        if (next !== null) onChange({ [name]: next as RuleForm[Name] } as Partial<RuleForm>);
      }}
    />
  );
  const unit = unitOf(form.metric, form.statistic);
  const limit = unit === '' ? 'Limit' : `Limit (${unit})`;
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          data-autofocus
          label="Name"
          maxLength={100}
          value={form.name}
          error={failure('name')}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        {choice('severity', 'Severity', severityOptions)}
        <Select
          label="Metric"
          searchable
          data={metricOptions}
          value={form.metric}
          allowDeselect={false}
          onChange={(next) => {
            if (next === null) return;
            const metric = next as RuleForm['metric'];
            const offered = statisticsOf(metric);
            const statistic = offered.includes(form.statistic) ? form.statistic : (offered[0] ?? 'mean');
            onChange({ metric, statistic });
          }}
        />
        {choice(
          'statistic',
          'Of it',
          statisticsOf(form.metric).map((value) => ({ value, label: statisticWords[value] })),
        )}
        {choice('windowSeconds', 'Over', withValue(windows, form.windowSeconds), 'window_seconds')}
        {text('label', 'Series', 'label')}
      </div>
      <p className={classes.muted}>
        An endpoint, a service or a host, such as “GET /api/health”. Left empty it is all of them together; “*” stands
        for anything, and then each has an alert of its own.
      </p>
      {choice('kind', 'Fires when it', kindOptions)}
      {form.kind === 'threshold' ? (
        <div className={classes.pair}>
          {choice('direction', 'Direction', [
            { value: 'above', label: 'Above' },
            { value: 'below', label: 'Below' },
          ])}
          {text('value', limit, 'condition.value')}
          {text(
            'clear',
            form.direction === 'below' ? 'Over once above' : 'Over once below',
            'condition.clear',
            'Empty: the limit itself',
          )}
        </div>
      ) : form.kind === 'change' ? (
        <div className={classes.pair}>
          {choice('change', 'Direction', [
            { value: 'rise', label: 'Rises' },
            { value: 'fall', label: 'Falls' },
          ])}
          {text('changePercent', 'By (%)', 'condition.share')}
        </div>
      ) : form.kind === 'burn_rate' ? (
        <div className={classes.pair}>
          {text('budgetPercent', 'Budget (%)', 'condition.budget')}
          {text('factor', 'Times the budget', 'condition.factor')}
          {text('longMinutes', 'And over (minutes)', 'condition.long_seconds')}
        </div>
      ) : null}
      <div className={classes.pair}>
        {choice('forSeconds', 'Fires after', withValue(holds, form.forSeconds), 'for_seconds')}
        {choice('clearForSeconds', 'Resolves after', withValue(holds, form.clearForSeconds), 'clear_for_seconds')}
        {text('minimumCount', 'At least so many measurements', 'minimum_count')}
      </div>
    </>
  );
}
