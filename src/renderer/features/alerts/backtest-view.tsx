import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { type AlertRuleInput, type Backtest, useBacktest } from '#renderer/data/alerts/rules.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { IconHistory } from '#renderer/ui/icons.ts';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { metricValue } from '#shared/alerts/metric-words.ts';
import { AgainstIncidents } from './against-incidents.tsx';
import classes from './alerts.module.css';
import { backtestSentence } from './backtest-words.ts';

const ranges = [
  { value: '1', label: 'The last hour' },
  { value: '6', label: 'The last 6 hours' },
  { value: '24', label: 'The last day' },
  { value: '168', label: 'The last 7 days' },
  { value: '720', label: 'The last 30 days' },
  { value: '2160', label: 'The last 90 days' },
];

/** Tries a rule over the past before it is saved. `ruleNow` reads the form; null where it isn't a rule yet. */
export function BacktestView({ ruleNow }: { ruleNow: () => AlertRuleInput | null }) {
  const [hours, setHours] = useState('24');
  const [tried, setTried] = useState<AlertRuleInput | null>(null);
  const backtest = useBacktest();
  const run = () => {
    const rule = ruleNow();
    if (rule === null || backtest.isPending) return;
    setTried(rule);
    const to = new Date();
    const from = new Date(to.getTime() - Number(hours) * 3_600_000);
    backtest.mutate({ body: { rule, from: from.toISOString(), to: to.toISOString() } });
  };
  return (
    <section className={classes.tried} aria-label="Try it over the past">
      <h3>Try it over the past</h3>
      <div className={classes.tryLine}>
        <Select
          aria-label="How far back"
          data={ranges}
          value={hours}
          allowDeselect={false}
          onChange={(next) => setHours(next ?? '24')}
        />
        <Button
          variant="default"
          leftSection={<IconHistory size={14} aria-hidden />}
          loading={backtest.isPending}
          onClick={run}
        >
          Try it
        </Button>
      </div>
      <FormError error={backtest.error === null ? null : toCallError(backtest.error)} kept="The rule is still here." />
      <div aria-live="polite">
        {backtest.data === undefined || tried === null || backtest.isPending ? null : (
          <Result result={backtest.data} rule={tried} />
        )}
      </div>
    </section>
  );
}

function Result({ result, rule }: { result: Backtest; rule: AlertRuleInput }) {
  const peak = (value: number | null) =>
    value === null
      ? '–'
      : rule.condition.kind === 'threshold'
        ? metricValue(rule.metric, rule.statistic, value)
        : rule.condition.kind === 'change'
          ? `${Math.round(value * 100)} %`
          : `${Number(value.toPrecision(3))} times`;
  const several = result.firings.some(({ label }) => label !== '');
  return (
    <>
      <p className={classes.sentence}>{backtestSentence(result)}</p>
      {result.firings.length === 0 ? null : (
        <ScrollRegion className={classes.firings} label="When it would have fired">
          <table>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">For</th>
                {several ? <th scope="col">Series</th> : null}
                <th scope="col">Worst</th>
              </tr>
            </thead>
            <tbody>
              {result.firings.slice(0, 100).map((firing) => (
                <tr key={`${firing.label} ${firing.from}`}>
                  <td>
                    <TimeText at={firing.from} />
                  </td>
                  <td>
                    {firing.to === null ? 'still' : formatDuration(Date.parse(firing.to) - Date.parse(firing.from))}
                  </td>
                  {several ? (
                    <td>
                      <bdi>{firing.label}</bdi>
                    </td>
                  ) : null}
                  <td>{peak(firing.peak)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {result.firings_total > 100 ? (
        <p className={classes.muted}>{formatQuantity(result.firings_total - 100, 'more')} not shown.</p>
      ) : null}
      {result.looks === result.looks_without_data ? null : <AgainstIncidents incidents={result.incidents} />}
    </>
  );
}
