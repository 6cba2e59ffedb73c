import { useSyncExternalStore } from 'react';
import { momentText } from './axis.ts';
import classes from './charts.module.css';
import type { Crosshair } from './crosshair.ts';
import { placeOf } from './pointing.ts';
import type { TimeWindow } from './time-line.ts';

interface ChartCursorProps {
  id: string;
  crosshair: Crosshair;
  window: TimeWindow;
  width: number;
  step: number;
}

/** The hairline at the moment that is pointed at, in all charts; the one with the pointer says the time. */
export function ChartCursor({ id, crosshair, window, width, step }: ChartCursorProps) {
  const pointed = useSyncExternalStore(crosshair.subscribe, crosshair.get);
  if (pointed === null || pointed.time < window.from || pointed.time > window.to) return null;
  const place = placeOf(pointed.time, window, width);
  return (
    <div className={classes.cursor} style={{ transform: `translateX(${Math.round(place)}px)` }} aria-hidden>
      {pointed.chart === id ? (
        <span className={place > width / 2 ? `${classes.moment} ${classes.before}` : classes.moment}>
          {momentText(pointed.time, step)}
        </span>
      ) : null}
    </div>
  );
}
