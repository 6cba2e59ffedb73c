import { useMemo } from 'react';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { isKeeping } from '#renderer/ui/status/mail-route-words.ts';
import { heldWords, secondsUntil } from './countdown.ts';
import classes from './text.module.css';
import { useNow } from './use-now.ts';

/**
 * How long a mail is still held: `goes out in 0:43`, or where none is sent `goes to the outbox in 0:43`. Counted from
 * what the platform said was left, because the clock of this computer may be another one. Read once where it stands; a
 * clock that talks is no help.
 */
export function HeldUntil({ secondsLeft }: { secondsLeft: number }) {
  const until = useMemo(() => Date.now() + secondsLeft * 1000, [secondsLeft]);
  const seconds = secondsUntil(until, useNow(250));
  const kept = isKeeping(useMailRoute());
  return (
    <span className={classes.time} role="timer" aria-live="off">
      {heldWords(seconds, kept)}
    </span>
  );
}
