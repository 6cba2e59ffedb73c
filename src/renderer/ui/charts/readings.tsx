import { useSyncExternalStore } from 'react';
import classes from './charts.module.css';
import type { Crosshair } from './crosshair.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { newestUntil, pointAt } from './time-points.ts';

/** The newest value of a line that is shown, if it is not older than a few stretches. */
export function newestOf({ points, step }: TimeLine, { to }: TimeWindow): number | null {
  const newest = newestUntil(points, to);
  return newest === undefined || to - newest.time > step * 4 ? null : newest.value;
}

/** The value of a line at a moment; without one, the newest. */
export function valueAt(line: TimeLine, window: TimeWindow, time: number | null): number | null {
  return time === null ? newestOf(line, window) : (pointAt(line.points, time, line.step)?.value ?? null);
}

interface ReadingsProps {
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  crosshair: Crosshair;
}

/** What the lines say at the moment that is pointed at, or last. */
export function Readings({ lines, scale, window, crosshair }: ReadingsProps) {
  const pointed = useSyncExternalStore(crosshair.subscribe, crosshair.get);
  const isCompared = lines.some(({ dashed }) => dashed === true);
  return (
    <ul className={isCompared ? `${classes.readings} ${classes.twoLines}` : classes.readings}>
      {lines.map((line) => {
        const value = valueAt(line, window, pointed?.time ?? null);
        return (
          <li key={line.name}>
            <span
              className={line.dashed === true ? classes.dashes : classes.swatch}
              style={{ color: `var(--gh-${line.colour})` }}
            />
            <span className={classes.readingName}>{line.name}</span>
            <span className={value === null ? classes.noReading : classes.reading}>
              {value === null ? 'No data' : scale.format(value)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
