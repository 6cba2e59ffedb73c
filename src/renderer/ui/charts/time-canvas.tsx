import { type RefObject, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { clearedContext, useCanvasSize } from './canvas-size.ts';
import { ChartCursor } from './chart-cursor.tsx';
import type { Colours } from './chart-options.ts';
import classes from './charts.module.css';
import type { Crosshair } from './crosshair.ts';
import { MarkLayer } from './mark-layer.tsx';
import type { ChartMark } from './marks.ts';
import { paintChart } from './paint-chart.ts';
import { drawPicture } from './picture.ts';
import { PointKeys } from './point-keys.tsx';
import { usePointing } from './pointing.ts';
import { newestOf } from './readings.tsx';
import { themeColours, useThemeColours } from './theme-colours.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { atPixels, isSamePicture, pictureOf, plotOf, type TimePicture } from './time-picture.ts';
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
  const canvas = useRef<HTMLCanvasElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const size = useCanvasSize(host);
  const shown = useWindowAtPixels(window, size === null ? 0 : plotOf(size).width * size.ratio);
  const colours = useThemeColours();
  const painted = useRef<{ picture: TimePicture; scale: TimeScale; colours: Colours; ratio: number } | null>(null);
  useEffect(() => {
    if (canvas.current === null || size === null || colours === null) return;
    const next = { picture: pictureOf(lines, scale, shown, size), scale, colours, ratio: size.ratio };
    const before = painted.current;
    const isOther = before?.colours !== colours || before.scale !== scale || before.ratio !== size.ratio;
    if (!isOther && isSamePicture(before.picture, next.picture)) return;
    const context = clearedContext(canvas.current, size);
    if (context !== null) paintChart(context, next.picture, scale, colours);
    painted.current = next;
  }, [lines, scale, shown, size, colours]);
  useEffect(() => {
    const shownAt = size ?? { width: 0, height };
    picture.current = () =>
      drawPicture({ title, note, lines, scale, window, marks, size: shownAt, colours: themeColours() });
    return () => {
      picture.current = null;
    };
  });
  const leading = lines[0];
  const snap = useCallback(
    (time: number) => (leading === undefined ? undefined : pointAt(leading.points, time, leading.step))?.time ?? time,
    [leading],
  );
  usePointing(host, mark, { chart: id, window, snap, crosshair, onZoom, onWhole });
  const said = lines.map((line) => {
    const value = newestOf(line, window);
    return `${line.name}: ${value === null ? 'no data' : scale.format(value)}`;
  });
  const width = size?.width ?? 0;
  return (
    <>
      <div ref={host} className={classes.host} style={{ height }}>
        <canvas ref={canvas} className={classes.timeCanvas} role="img" aria-label={`${title}. ${said.join(', ')}`} />
        <ChartCursor id={id} crosshair={crosshair} window={shown} width={width} step={leading?.step ?? 10_000} />
        <div ref={mark} className={classes.mark} hidden />
        <PointKeys
          id={id}
          title={title}
          lines={lines}
          scale={scale}
          window={shown}
          marks={marks}
          crosshair={crosshair}
        />
      </div>
      {width === 0 || marks.length === 0 ? null : <MarkLayer marks={marks} window={shown} width={width} />}
    </>
  );
}

/** The window at whole pixels: the same object until it has moved by one. */
function useWindowAtPixels(window: TimeWindow, pixels: number): TimeWindow {
  const { from, to } = pixels === 0 ? window : atPixels(window, pixels);
  return useMemo(() => ({ from, to }), [from, to]);
}
