import { type KeyboardEvent, useState, useSyncExternalStore } from 'react';
import { momentText } from './axis.ts';
import classes from './charts.module.css';
import type { Crosshair } from './crosshair.ts';
import { type ChartMark, marksAt } from './marks.ts';
import { valueAt } from './readings.tsx';
import { stepFrom } from './steps.ts';
import { useThrottled } from './throttled.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';

/** How finely the slider along the time is divided. */
const slideLength = 1000;

interface PointKeysProps {
  id: string;
  title: string;
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  marks: readonly ChartMark[];
  crosshair: Crosshair;
}

/** The crosshair by keys, as a slider along the time. What stands there is told, a little later than it is shown. */
export function PointKeys({ id, title, lines, scale, window, marks, crosshair }: PointKeysProps) {
  const pointed = useSyncExternalStore(crosshair.subscribe, crosshair.get);
  const [active, setActive] = useState(false);
  const step = lines[0]?.step ?? 10_000;
  const here = active && pointed?.chart === id ? pointed.time : null;
  const values =
    here === null
      ? ''
      : [
          ...lines.map((line) => {
            const value = valueAt(line, window, here);
            return `${line.name} ${value === null ? 'no data' : scale.format(value)}`;
          }),
          ...marksAt(marks, here, step),
        ].join(', ');
  // In parts of the window, so that it changes with what is chosen and not with time.
  const place =
    here === null ? slideLength : Math.round(((here - window.from) / (window.to - window.from)) * slideLength);
  const told = useThrottled(here === null ? '' : `${momentText(here, step)}: ${values}`, 500);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && here !== null) {
      event.preventDefault();
      crosshair.set(null);
      return;
    }
    const time = stepFrom(pointed?.time ?? null, event.key, lines, window);
    if (time === undefined) return;
    event.preventDefault();
    setActive(true);
    crosshair.set({ time, chart: id });
  };
  return (
    <>
      <input
        type="range"
        className={classes.keys}
        aria-label={`${title}, point by point`}
        aria-valuetext={here === null ? 'No moment chosen' : momentText(here, step)}
        min={0}
        max={slideLength}
        value={place}
        onChange={(event) => {
          // What assistive technology moves goes to the next point in that direction.
          const key = Number(event.currentTarget.value) > place ? 'ArrowRight' : 'ArrowLeft';
          const time = stepFrom(here, key, lines, window);
          if (time !== undefined) crosshair.set({ time, chart: id });
        }}
        onKeyDown={onKeyDown}
        // By pointer the chart does what it does everywhere: point and zoom, not slide.
        onMouseDown={(event) => event.preventDefault()}
        onFocus={() => setActive(true)}
        onBlur={() => {
          setActive(false);
          if (crosshair.get()?.chart === id) crosshair.set(null);
        }}
      />
      <span role="status" className="gh-visually-hidden">
        {told}
      </span>
    </>
  );
}
