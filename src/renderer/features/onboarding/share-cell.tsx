import type { Share } from '#contract/monitoring.ts';
import { formatCount, formatInterval, formatPercent } from '#renderer/ui/format/numbers.ts';
import classes from './funnel.module.css';

/** A percentage, of how many, and how sure it is where they are few. */
export function ShareCell({ share: { share, n, interval } }: { share: Share }) {
  if (share === null) return <span className={classes.muted}>No data</span>;
  return (
    <>
      {formatPercent(share)}
      <ShareBasis n={n} interval={interval} />
    </>
  );
}

/** `n = 62, 48.1–66.0 %` */
function ShareBasis({ n, interval }: Pick<Share, 'n' | 'interval'>) {
  if (interval === null) return <span className={classes.sub}>n = {formatCount(n)}</span>;
  const range = formatInterval(interval);
  return (
    <span className={classes.sub} title={`Wilson interval: with 95 % certainty it is between ${range}`}>
      n = {formatCount(n)}, {range}
    </span>
  );
}
