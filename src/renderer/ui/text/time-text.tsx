import { formatDate, formatRelative, formatTime, formatUtc } from '#renderer/ui/format/times.ts';
import classes from './text.module.css';

/** A moment in local time, the UTC time on hover. Null shows a dash. */
export function TimeText({ at, style = 'time' }: { at: string | null; style?: 'time' | 'date' | 'relative' }) {
  if (at === null) return <span className={classes.muted}>–</span>;
  const text = style === 'relative' ? formatRelative(at) : style === 'date' ? formatDate(at) : formatTime(at);
  const title = style === 'relative' ? `${formatTime(at)} (${formatUtc(at)})` : formatUtc(at);
  return (
    <time dateTime={at} title={title} className={classes.time}>
      {text}
    </time>
  );
}
