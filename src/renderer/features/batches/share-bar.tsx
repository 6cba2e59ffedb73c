import { formatCount } from '#renderer/ui/format/numbers.ts';
import classes from './share-bar.module.css';

export interface Share {
  key: string;
  label: string;
  count: number;
  /** Name of a colour token without `--gh-`: `premium`, `ok`. */
  colour: string;
}

/**
 * Shares of a whole as one line of colour. `of` is the whole where the shares don't fill it. What it shows is also
 * its name; the numbers stand beside it wherever they matter.
 */
export function ShareBar({
  shares,
  of,
  label,
  marks = [],
}: {
  shares: readonly Share[];
  of?: number;
  label: string;
  /** Where boundaries are planned, as shares of the whole from 0 to 1. */
  marks?: readonly number[];
}) {
  const sum = shares.reduce((total, { count }) => total + count, 0);
  const whole = Math.max(1, of ?? sum);
  const words = shares.filter(({ count }) => count > 0).map((share) => `${formatCount(share.count)} ${share.label}`);
  return (
    <div
      className={classes.bar}
      role="img"
      aria-label={`${label}: ${words.join(', ') || 'none'}`}
      title={words.join(', ')}
    >
      <div className={classes.track}>
        {shares
          .filter(({ count }) => count > 0)
          .map(({ key, count, colour }) => (
            <span
              key={key}
              className={classes.share}
              style={{ width: `${(count / whole) * 100}%`, background: `var(--gh-${colour})` }}
            />
          ))}
      </div>
      {marks.map((mark) => (
        <span key={mark} className={classes.mark} style={{ left: `${mark * 100}%` }} />
      ))}
    </div>
  );
}
