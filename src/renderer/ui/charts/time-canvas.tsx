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
import { LinePainter } from './line-painter.ts';
import { MarkLayer } from './mark-layer.tsx';
import { type ChartMark, marksAt } from './marks.ts';
import { drawPicture } from './picture.ts';
import { placeOf, usePointing } from './pointing.ts';
import { newestOf, valueAt } from './readings.tsx';
import { stepFrom } from './steps.ts';
import { useThrottled } from './throttled.ts';
import { atPixels, frameOption, isSamePicture, pictureOf, plotWidth, type TimePicture } from './time-chart-options.ts';
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
  const look = lines.map(({ colour, dashed }) => `${colour}/${dashed === true}`).join();
  const isMeasured = width > 0;
  const painter = usePainter(chart);
  const drawn = useRef<{ colours: Colours; look: string; picture: TimePicture } | null>(null);
  const paint = useCallback(
    (target: ChartInstance, colours: Colours) => {
      const now = latest.current;
      const picture = pictureOf(now.lines, scale, now.window, now.width);
      const before = drawn.current?.colours === colours ? drawn.current : null;
      if (before?.look === look && isSamePicture(before.picture, picture)) return;
      const { axis } = picture;
      if (before === null) target.setOption(frameOption(scale, axis, colours), { notMerge: true, silent: true });
      else if (before.picture.axis.max !== axis.max) target.setOption({ yAxis: axis }, { silent: true });
      drawn.current = { colours, look, picture };
      painter?.paint(picture, now.lines, colours);
    },
    [scale, look, painter],
  );
  const draw = useCallback(
    (target: ChartInstance, colours: Colours) => {
      drawn.current = null;
      if (painter !== null && isMeasured) paint(target, colours);
    },
    [painter, paint, isMeasured],
  );
  useDrawn(chart, draw);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what is painted.
  useEffect(() => {
    if (chart !== null && drawn.current !== null) paint(chart, drawn.current.colours);
  }, [chart, paint, lines, shown, width]);
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

/** What paints the lines of a chart; null until its library is there. */
function usePainter(chart: ChartInstance | null): LinePainter | null {
  const [painter, setPainter] = useState<LinePainter | null>(null);
  useEffect(() => {
    if (chart === null) return;
    let made: LinePainter | null = null;
    let ended = false;
    void import('./chart-kit.ts').then((kit) => {
      if (ended || chart.isDisposed()) return;
      made = new LinePainter(kit, chart);
      setPainter(made);
    });
    return () => {
      ended = true;
      made?.dispose();
      setPainter(null);
    };
  }, [chart]);
  return painter;
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
