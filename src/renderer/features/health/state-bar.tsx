import { formatDuration, formatTime } from '#renderer/ui/format/times.ts';
import classes from './health.module.css';
import { outagesOf, type Stretch, sharesOf, unmeasuredOf } from './outages.ts';
import { stateWords } from './words.ts';

interface StateBarProps {
  name: string;
  states: readonly Stretch[];
  from: string;
  to: string;
}

/** States of a service along the time: up is a thin line, down a full bar, not measured is hatched. Not by colour alone. */
export function StateBar({ name, states, from, to }: StateBarProps) {
  const outages = outagesOf(states);
  const down = outages.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const unmeasured = unmeasuredOf(states, from, to);
  const measured = Date.parse(to) - Date.parse(from) > unmeasured;
  const fared = outages.length === 0 ? 'never down' : `down ${outages.length} times, ${formatDuration(down)} in all`;
  const gaps = unmeasured === 0 ? '' : `, not measured for ${formatDuration(unmeasured)}`;
  const words = measured ? `${fared}${gaps}` : 'not measured';
  return (
    <div
      className={classes.states}
      role="img"
      aria-label={`${name}, ${formatTime(from)} to ${formatTime(to)}: ${words}`}
    >
      {sharesOf(states, from, to).map((stretch) => (
        <span
          key={stretch.from}
          className={classes[stretch.state]}
          style={{ flexGrow: stretch.share }}
          title={`${stateWords[stretch.state].label}: ${formatTime(new Date(stretch.from).toISOString())}, ${formatDuration(stretch.to - stretch.from)}`}
        />
      ))}
    </div>
  );
}
