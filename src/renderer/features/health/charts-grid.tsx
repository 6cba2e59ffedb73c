import { memo, useCallback, useMemo } from 'react';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import type { ReadSeries } from '#renderer/data/metrics/feed.ts';
import type { Crosshair } from '#renderer/ui/charts/crosshair.ts';
import { TimeChart } from '#renderer/ui/charts/time-chart.tsx';
import type { TimeLine, TimeWindow } from '#renderer/ui/charts/time-line.ts';
import type { ChartPlan } from './chart-plans.ts';
import classes from './health.module.css';
import { moved, pointsOf } from './lines.ts';

export interface ChartsGridProps {
  plans: readonly ChartPlan[];
  /** Another function whenever there is something else to read. */
  read: ReadSeries;
  window: TimeWindow;
  /** The period before, to compare with. */
  before: ReadSeries | null;
  /** The platform's "now". */
  now: number;
  crosshair: Crosshair;
  onZoom: (window: TimeWindow) => void;
  onWhole: () => void;
}

/** All charts, in columns as the window allows. They share their time, their crosshair and their zoom. */
export function ChartsGrid({ plans, ...shared }: ChartsGridProps) {
  return (
    <div className={classes.charts}>
      {plans.map((plan) => (
        <PlannedChart key={plan.title} plan={plan} {...shared} />
      ))}
    </div>
  );
}

type PlannedProps = Omit<ChartsGridProps, 'plans'> & { plan: ChartPlan };

const PlannedChart = memo(function PlannedChart({ plan, read, window, before, now, ...pointing }: PlannedProps) {
  const length = window.to - window.from;
  const lines = useMemo<TimeLine[]>(() => {
    const drawn = plan.lines.map((line): TimeLine => {
      const { step } = read(line.of);
      return { name: line.name, colour: line.colour, step, points: pointsOf(line, read, now) };
    });
    // One line is enough to compare with: the leading one, of percentiles the p95.
    const compared = plan.lines.find(({ name }) => name === 'p95') ?? plan.lines[0];
    if (before === null || compared === undefined) return drawn;
    const points = moved(pointsOf(compared, before, Number.POSITIVE_INFINITY), length);
    const { step } = before(compared.of);
    return [...drawn, { name: `${compared.name} before`, colour: 'text-faint', step, points, dashed: true }];
  }, [plan, read, before, now, length]);
  // A peak says something only where points stand for more than a moment.
  const shown = useMemo(
    () =>
      plan.scale.kind === 'share' && (lines[0]?.step ?? 0) <= 10_000
        ? lines.filter(({ name }) => name !== 'peak')
        : lines,
    [lines, plan],
  );
  const copy = useCallback((csv: string) => copyText(csv), []);
  return (
    <TimeChart
      title={plan.title}
      scale={plan.scale}
      note={plan.note}
      lines={shown}
      window={window}
      onCopy={copy}
      {...pointing}
    />
  );
});
