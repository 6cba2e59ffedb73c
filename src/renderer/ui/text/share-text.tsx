import type { Share } from '#contract/monitoring.ts';
import { formatInterval, formatPercent } from '#renderer/ui/format/numbers.ts';
import classes from './text.module.css';

/** A share in percent, with its interval where it was computed from few. n stands beside it, where the screen puts it. */
export function ShareText({ share: { share, interval } }: { share: Share }) {
  if (share === null) return <span className={classes.muted}>No data</span>;
  if (interval === null) return formatPercent(share);
  const range = formatInterval(interval);
  return (
    <>
      {formatPercent(share)}
      <span className={classes.interval} title={`Wilson interval: with 95 % certainty it is between ${range}`}>
        {range}
      </span>
    </>
  );
}
