import { useMemo } from 'react';
import type { BetaAnalytics } from '#contract/monitoring.ts';
import { Chart } from '#renderer/ui/charts/chart.tsx';
import type { ChartData } from '#renderer/ui/charts/chart-options.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const dayWords = (day: string) => dayAndMonth.format(new Date(`${day}T00:00:00Z`));

/** Invited and registered a day, over the last 30 days. */
export function DaysChart({ analytics }: { analytics: BetaAnalytics }) {
  const { days, registrations_7d: recent, registrations_previous_7d: before } = analytics;
  const data = useMemo<ChartData>(
    () => ({
      // The last day is not over: it must not look like a collapse.
      labels: days.map(({ day }, index) => dayWords(day) + (index === days.length - 1 ? ', so far' : '')),
      unit: 'people a day (UTC)',
      format: formatCount,
      series: [
        { name: 'Invited', values: days.map(({ invited }) => invited), colour: 'chart-6' },
        { name: 'Registered', values: days.map(({ registered }) => registered), colour: 'chart-1' },
      ],
    }),
    [days],
  );
  const change = recent - before;
  const trend =
    change === 0
      ? 'as many as in the 7 days before'
      : `${Math.abs(change)} ${change > 0 ? 'more' : 'fewer'} than in the 7 days before`;
  return (
    <Chart
      title="Invited and registered, last 30 days"
      description={`${formatQuantity(recent, 'registration')} in the last 7 days, ${trend}.`}
      data={data}
      height={220}
    />
  );
}
