import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { momentText } from './axis.ts';
import { type ChartInstance, themeColours, useChartInstance, useDrawn } from './chart-instance.ts';
import type { Colours } from './chart-options.ts';
import classes from './charts.module.css';
import type { Crosshair } from './crosshair.ts';
import { MarkLayer } from './mark-layer.tsx';
import { type ChartMark, marksAt } from './marks.ts';
import { drawPicture } from './picture.ts';
import { placeOf, usePointing } from './pointing.ts';
import { newestOf, valueAt } from './readings.tsx';
import { stepFrom } from './steps.ts';
import { useThrottled } from './throttled.ts';
import { atPixels, isSamePicture, plotWidth, type TimeUpdate, timeOption, timeUpdate } from './time-chart-options.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { pointAt } from './time-points.ts';

interface CanvasProps {
  title: string;
  note: string | undefined;
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  height: number;
  marks: readonly ChartMark[];
  /** Where to leave what draws this chart as a PNG in base64. */
  picture: RefObject<(() => string) | null>;
  crosshair: Crosshair;
  onZoom: (window: TimeWindow) => void;
  onWhole: () => void;
}

/** The lines of a chart, what happened over them, and the crosshair by pointer and by keys. */
export function TimeCanvas(props: CanvasProps) {
  const { title, note, lines, scale, window, height, marks, picture, crosshair, onZoom, onWhole } = props;
  const id = useId();
  const host = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const chart = useChartInstance(element, { onResize: setWidth });
  const shown = usePixelWindow(window, width);
  const latest = useRef({ lines, window: shown, width });
  latest.current = { lines, window: shown, width };
  // What lines there are, apart from what is in them: only that needs the whole option.
  const shape = lines.map(({ name, colour, dashed }) => `${name}/${colour}/${dashed === true}`).join();
  const drawn = useRef<{ chart: ChartInstance; shape: string; update: TimeUpdate | null } | null>(null);
  const draw = useCallback(
    (target: ChartInstance, colours: Colours) => {
      const now = latest.current;
      drawn.current = { chart: target, shape, update: null };
      target.setOption(
        timeOption(now.lines, scale, now.window, target.getWidth(), colours, () => latest.current.window),
        { notMerge: true },
      );
    },
    [shape, scale],
  );
  useDrawn(chart, draw);
  useEffect(() => {
    if (chart === null || width === 0) return;
    const before = drawn.current;
    // Lines that are not there yet come with the whole option.
    if (before?.chart !== chart || before.shape !== shape) return;
    const update = timeUpdate(lines, scale, shown, width);
    if (before.update !== null && isSamePicture(before.update, update)) return;
    before.update = update;
    chart.setOption(update, { lazyUpdate: true, silent: true });
  }, [chart, lines, scale, shown, width, shape]);
  useEffect(() => {
    picture.current =
      chart === null
        ? null
        : () => {
            const readings = lines.map((line) => {
              const value = newestOf(line, window);
              return { name: line.name, colour: line.colour, value: value === null ? 'No data' : scale.format(value) };
            });
            return drawPicture({ chart, title, note, readings, marks, window, colours: themeColours() });
          };
    return () => {
      picture.current = null;
    };
  }, [picture, chart, lines, scale, title, note, marks, window]);
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
    <>
      <div ref={host} className={classes.host} style={{ height }}>
        <div ref={element} className={classes.canvas} style={{ height }} role="img" aria-label={label} />
        <Cursor id={id} crosshair={crosshair} window={shown} width={width} step={leading?.step ?? 10_000} />
        <div ref={mark} className={classes.mark} hidden />
        <Keys id={id} title={title} lines={lines} scale={scale} window={shown} marks={marks} crosshair={crosshair} />
      </div>
      {width === 0 || marks.length === 0 ? null : <MarkLayer marks={marks} window={shown} width={width} />}
    </>
  );
}

/** The window at whole pixels: the same object until it has moved by one. */
function usePixelWindow(window: TimeWindow, width: number): TimeWindow {
  const { from, to } = width === 0 ? window : atPixels(window, plotWidth(width) * devicePixelRatio);
  return useMemo(() => ({ from, to }), [from, to]);
}

/** How finely the slider along the time is divided. */
const slideLength = 1000;

interface KeysProps {
  id: string;
  title: string;
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  marks: readonly ChartMark[];
  crosshair: Crosshair;
}

/** The crosshair by keys, as a slider along the time. What stands there is told, a little later than it is shown. */
function Keys({ id, title, lines, scale, window, marks, crosshair }: KeysProps) {
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
