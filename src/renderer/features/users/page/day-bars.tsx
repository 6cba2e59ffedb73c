import { formatDay } from '#renderer/ui/format/times.ts';
import usage from './usage.module.css';

export interface DayBar {
  /** `YYYY-MM-DD` */
  day: string;
  value: number;
  /** The part of it that went wrong, drawn at the foot. */
  bad?: number;
  /** What the day says when it is pointed at. */
  words: string;
}

interface DayBarsProps {
  /** What the bars show: “Cost a day”. */
  title: string;
  days: readonly DayBar[];
  format: (value: number) => string;
}

/** One small bar a day, the last one paler because its day is not over. The same numbers are in the table by day. */
export function DayBars({ title, days, format }: DayBarsProps) {
  const most = days.reduce((highest, { value }) => Math.max(highest, value), 0);
  const top = days.find(({ value }) => value === most);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const highest = most === 0 || top === undefined ? 'nothing' : `most ${format(most)} on ${formatDay(top.day)}`;
  const share = (value: number) => (most === 0 ? 0 : (value / most) * 100);
  return (
    <figure className={usage.figure}>
      <figcaption className={usage.caption}>
        <span>{title}</span>
        <span className={usage.most}>{highest}</span>
      </figcaption>
      <div
        className={days.length > 31 ? `${usage.bars} ${usage.many}` : usage.bars}
        role="img"
        aria-label={`${title}, ${formatDay(first.day)} to ${formatDay(last.day)}: ${highest}`}
      >
        {days.map(({ day, value, bad = 0, words }) => (
          <span key={day} className={usage.day} title={`${formatDay(day)}: ${words}`}>
            <span className={usage.value} style={{ height: `${share(value)}%`, minHeight: value > 0 ? 2 : 0 }}>
              {bad === 0 ? null : <span className={usage.bad} style={{ height: `${(bad / value) * 100}%` }} />}
            </span>
          </span>
        ))}
      </div>
      <div className={usage.axis}>
        <span>{formatDay(first.day)}</span>
        <span>{formatDay(last.day)}, so far (UTC)</span>
      </div>
    </figure>
  );
}
