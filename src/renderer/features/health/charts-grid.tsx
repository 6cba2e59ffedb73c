import { memo, useMemo, useRef, useState } from 'react';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { copyImage, copyText } from '#renderer/data/desktop/desktop.ts';
import type { ReadSeries } from '#renderer/data/metrics/series.ts';
import type { Crosshair } from '#renderer/ui/charts/crosshair.ts';
import type { ChartMark } from '#renderer/ui/charts/marks.ts';
import { TimeChart } from '#renderer/ui/charts/time-chart.tsx';
import type { TimeLine, TimeWindow } from '#renderer/ui/charts/time-line.ts';
import { toastFailure } from '#renderer/ui/overlay/toasts.ts';
import type { ChartPlan } from './chart-plans.ts';
import classes from './health.module.css';
import { moved, pointsOf, rememberingLines } from './lines.ts';
import { SeriesFailure } from './series-failure.tsx';

export interface ChartsGridProps {
  plans: readonly ChartPlan[];
  /** Another function whenever there is something else to read. */
  read: ReadSeries;
  window: TimeWindow;
  /** The period before, to compare with. */
  before: ReadSeries | null;
  /** The platform's "now". */
  now: number;
  marks: readonly ChartMark[];
  crosshair: Crosshair;
  onZoom: (window: TimeWindow) => void;
  onWhole: () => void;
  /** Asks again for what could not be loaded. */
  onRetry: () => void;
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

const PlannedChart = memo(function PlannedChart({ plan, window, marks, crosshair, onRetry, ...rest }: PlannedProps) {
  const lines = useLines(plan, window.to - window.from, rest);
  // A peak says something only where points stand for more than a moment.
  const shown = useMemo(
    () =>
      plan.scale.kind === 'share' && (lines[0]?.step ?? 0) <= 10_000
        ? lines.filter(({ name }) => name !== 'peak')
        : lines,
    [lines, plan],
  );
  const failure = failureOf(plan, rest.read);
  return (
    <TimeChart
      title={plan.title}
      scale={plan.scale}
      note={plan.note}
      lines={shown}
      window={window}
      marks={marks}
      failure={failure === null ? null : <SeriesFailure error={failure} onRetry={onRetry} />}
      crosshair={crosshair}
      onZoom={rest.onZoom}
      onWhole={rest.onWhole}
      onCopy={copyCsv}
      onCopyImage={copyPicture}
    />
  );
});

type Reading = Pick<ChartsGridProps, 'read' | 'before' | 'now'>;

/** The lines of a chart: the same objects while nothing has come for them. */
function useLines(plan: ChartPlan, length: number, { read, before, now }: Reading): readonly TimeLine[] {
  const [remembered] = useState(rememberingLines);
  const compared = useMemo(() => {
    // One line is enough to compare with: the leading one, of percentiles the p95.
    const line = plan.lines.find(({ name }) => name === 'p95') ?? plan.lines[0];
    if (before === null || line === undefined) return null;
    const points = moved(pointsOf(line, before, Number.POSITIVE_INFINITY), length);
    const { step } = before(line.of);
    return { name: `${line.name} before`, colour: 'text-faint', step, points, dashed: true };
  }, [plan, before, length]);
  const made = plan.lines.map((line) => ({ plan: line, ...remembered(line, read, now) }));
  const latest = useRef<{ parts: readonly unknown[]; lines: readonly TimeLine[] }>({ parts: [], lines: [] });
  const parts = [plan, compared, ...made.map(({ points }) => points)];
  if (parts.length !== latest.current.parts.length || parts.some((part, at) => part !== latest.current.parts[at])) {
    const drawn = made.map(({ plan: { name, colour }, step, points }): TimeLine => ({ name, colour, step, points }));
    latest.current = { parts, lines: compared === null ? drawn : [...drawn, compared] };
  }
  return latest.current.lines;
}

/** Why a line of a chart is missing. The window says by itself that it is offline. */
function failureOf(plan: ChartPlan, read: ReadSeries): CallError | null {
  const failed = plan.lines.map(({ of }) => read(of).failure).find((failure) => failure !== undefined);
  if (failed === undefined) return null;
  const error = toCallError(failed);
  return error.kind === 'offline' ? null : error;
}

// Apart from the chart: made within, they would keep the points of its first moment for ever.
const copyCsv = (csv: string) => copied(copyText(csv));
const copyPicture = (png: string) => copied(copyImage(png));

/** Whether it is on the clipboard; why not is said at the edge of the window. */
async function copied(copying: Promise<void>): Promise<boolean> {
  try {
    await copying;
    return true;
  } catch (failure) {
    toastFailure(toCallError(failure), 'Not copied');
    return false;
  }
}
