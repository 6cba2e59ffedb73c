import type { Durations } from '#contract/onboarding.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import classes from './funnel.module.css';

/** Half of them were this fast, and nine of ten. */
export function DurationsCell({ durations: { median_seconds: median, p90_seconds: p90 } }: { durations: Durations }) {
  if (median === null || p90 === null) return <span className={classes.muted}>–</span>;
  return (
    <>
      {seconds(median)}
      <span className={classes.sub}>p90 {seconds(p90)}</span>
    </>
  );
}

function seconds(value: number): string {
  return formatDuration(value * 1000);
}
