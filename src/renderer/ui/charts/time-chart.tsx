import { useCallback, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { IconChartLine, IconCheck, IconCopy, IconTable } from '#renderer/ui/icons.ts';
import { IconButton } from '#renderer/ui/page/icon-button.tsx';
import { momentText } from './axis.ts';
import { type ChartInstance, useChartInstance, useDrawn } from './chart-instance.ts';
import type { Colours } from './chart-options.ts';
import classes from './charts.module.css';
import type { Crosshair } from './crosshair.ts';
import { placeOf, usePointing } from './pointing.ts';
import { timeOption, timeUpdate } from './time-chart-options.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { pointAt } from './time-points.ts';
import { TimeTable, timeCsv } from './time-table.tsx';

export interface TimeChartProps {
  /** Heading and accessible name. */
  title: string;
  /** The same object while they are the same lines. */
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  height?: number;
  /** Beside the title: `target p95 500 ms`. */
  note?: string | undefined;
  /** Shared by the charts of a screen. */
  crosshair: Crosshair;
  onZoom: (window: TimeWindow) => void;
  onWhole: () => void;
  onCopy: (csv: string) => Promise<void>;
}

/** A chart over time: what it says at the moment pointed at (or last) in words, the lines, and the table behind them. */
export function TimeChart({ title, lines, scale, window, height = 132, note, onCopy, ...pointing }: TimeChartProps) {
  const [asTable, setAsTable] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1200);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await onCopy(timeCsv(lines, window));
    setCopied(true);
  };
  return (
    <figure className={classes.figure} aria-label={title}>
      <figcaption className={classes.timeCaption}>
        <h3>{title}</h3>
        {note === undefined ? null : <span className={classes.note}>{note}</span>}
        <span className={classes.tools}>
          <IconButton
            label={asTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
            className={classes.tool}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartLine size={14} /> : <IconTable size={14} />}
          </IconButton>
          <IconButton
            label={copied ? `Copied ${title}` : `Copy ${title} as CSV`}
            className={classes.tool}
            onClick={() => void copy()}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </IconButton>
        </span>
      </figcaption>
      <Readings lines={lines} scale={scale} window={window} crosshair={pointing.crosshair} />
      {asTable ? (
        <TimeTable title={title} lines={lines} scale={scale} window={window} height={height} />
      ) : (
        <TimeCanvas title={title} lines={lines} scale={scale} window={window} height={height} {...pointing} />
      )}
    </figure>
  );
}

/** The newest value of a line that is shown, if it is not older than a few stretches. */
function newestOf({ points, step }: TimeLine, { to }: TimeWindow): number | null {
  const newest = points.findLast(({ time, value }) => time <= to && value !== null);
  return newest === undefined || to - newest.time > step * 4 ? null : newest.value;
}

type ReadingsProps = Pick<TimeChartProps, 'lines' | 'scale' | 'window' | 'crosshair'>;

function Readings({ lines, scale, window, crosshair }: ReadingsProps) {
  const pointed = useSyncExternalStore(crosshair.subscribe, crosshair.get);
  const isCompared = lines.some(({ dashed }) => dashed === true);
  return (
    <ul className={isCompared ? `${classes.readings} ${classes.twoLines}` : classes.readings}>
      {lines.map((line) => {
        const value =
          pointed === null ? newestOf(line, window) : (pointAt(line.points, pointed.time, line.step)?.value ?? null);
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

type CanvasProps = Omit<TimeChartProps, 'note' | 'onCopy' | 'height'> & { height: number };

function TimeCanvas({ title, lines, scale, window, height, crosshair, onZoom, onWhole }: CanvasProps) {
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const chart = useChartInstance(element, { onResize: setWidth });
  const latest = useRef({ lines, window, width });
  latest.current = { lines, window, width };
  // What lines there are, apart from what is in them: only that needs the whole option.
  const shape = lines.map(({ name, colour, dashed }) => `${name}/${colour}/${dashed === true}`).join();
  const drawn = useRef<{ chart: ChartInstance; shape: string } | null>(null);
  const draw = useCallback(
    (target: ChartInstance, colours: Colours) => {
      const now = latest.current;
      drawn.current = { chart: target, shape };
      target.setOption(timeOption(now.lines, scale, now.window, target.getWidth(), colours), { notMerge: true });
    },
    [shape, scale],
  );
  useDrawn(chart, draw);
  useEffect(() => {
    if (chart === null || width === 0) return;
    // Lines that are not there yet come with the whole option.
    if (drawn.current?.chart !== chart || drawn.current.shape !== shape) return;
    chart.setOption(timeUpdate(lines, scale, window, width), { lazyUpdate: true, silent: true });
  }, [chart, lines, scale, window, width, shape]);
  const leading = lines[0];
  const snap = useCallback(
    (time: number) => (leading === undefined ? undefined : pointAt(leading.points, time, leading.step))?.time ?? time,
    [leading],
  );
  usePointing(host, mark, { chart: id, window, snap, crosshair, onZoom, onWhole });
  const label = useMemo(
    () =>
      `${title}. ${lines
        .map((line) => {
          const value = newestOf(line, window);
          return `${line.name}: ${value === null ? 'no data' : scale.format(value)}`;
        })
        .join(', ')}`,
    [title, lines, window, scale],
  );
  return (
    <div ref={host} className={classes.host} style={{ height }}>
      <div ref={element} className={classes.canvas} style={{ height }} role="img" aria-label={label} />
      <Cursor id={id} crosshair={crosshair} window={window} width={width} step={leading?.step ?? 10_000} />
      <div ref={mark} className={classes.mark} hidden />
    </div>
  );
}

interface CursorProps {
  id: string;
  crosshair: Crosshair;
  window: TimeWindow;
  width: number;
  step: number;
}

function Cursor({ id, crosshair, window, width, step }: CursorProps) {
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
