import { clockWords, secondsUntil } from './countdown.ts';
import classes from './text.module.css';
import { useNow } from './use-now.ts';

/** How long something is still held: `goes out in 0:43`. Read once where it stands; a clock that talks is no help. */
export function HeldUntil({ at }: { at: string }) {
  const seconds = secondsUntil(at, useNow(250));
  return (
    <span className={classes.time} role="timer" aria-live="off">
      {seconds === 0 ? 'goes out now' : `goes out in ${clockWords(seconds)}`}
    </span>
  );
}
