import type { Share } from '#contract/monitoring.ts';
import { formatCount, formatPercent } from '#renderer/ui/format/numbers.ts';
import classes from './text.module.css';

export function NumberText({ value }: { value: number | null }) {
  if (value === null) return <span className={classes.muted}>No data</span>;
  return <span className={classes.number}>{formatCount(value)}</span>;
}

/** A share with what it was computed from: `42.0 %  n = 50, 29.4–55.8 %`. No data is not 0 %. */
export function PercentText({ share }: { share: Share }) {
  if (share.share === null) return <span className={classes.muted}>No data</span>;
  const { interval } = share;
  const range =
    interval === null ? '' : `, 95 % between ${formatPercent(interval.low)} and ${formatPercent(interval.high)}`;
  return (
    <span title={`${formatCount(share.part)} of ${formatCount(share.n)}${range}`}>
      {formatPercent(share.share)}{' '}
      <span className={classes.muted}>
        n = {formatCount(share.n)}
        {interval === null ? '' : `, ${(interval.low * 100).toFixed(1)}–${formatPercent(interval.high)}`}
      </span>
    </span>
  );
}
