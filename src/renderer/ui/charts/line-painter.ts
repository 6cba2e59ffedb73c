import { tickText } from './axis.ts';
import type { ChartInstance, ChartKit } from './chart-instance.ts';
import type { Colours } from './chart-options.ts';
import type { DrawnLine, TimePicture } from './time-chart-options.ts';
import { plotWidth, room } from './time-chart-options.ts';
import type { TimeLine } from './time-line.ts';
import { timeTicks } from './time-ticks.ts';

type Child = Parameters<InstanceType<ChartKit['graphic']['Group']>['add']>[0];
type Look = Pick<TimeLine, 'colour' | 'dashed'>;

/** Where the spots of a line are on the canvas. */
interface Trace {
  line: DrawnLine;
  place: (time: number) => number;
  height: (value: number) => number;
}

/** One path for all runs of a line; a run of one point is a dot. */
function makeTrace({ graphic }: ChartKit) {
  return graphic.extendShape({
    shape: { line: [], place: Number, height: Number } as Trace,
    buildPath: (path, shape) => {
      const { line, place, height } = shape as Trace;
      for (const run of line) {
        const [first] = run;
        if (first === undefined) continue;
        const [left, top] = [place(first[0]), height(first[1])];
        path.moveTo(left, top);
        if (run.length === 1) path.arc(left, top, 1, 0, 2 * Math.PI);
        else for (const [time, value] of run) path.lineTo(place(time), height(value));
      }
    },
  });
}

/**
 * Paints lines and the times under them onto the canvas of a chart. The library's own series would lay out axes, scales
 * and labels anew with each point that comes in, several times a second and for every chart; all that moves here is paths.
 */
export class LinePainter {
  readonly #chart: ChartInstance;
  readonly #kit: ChartKit;
  readonly #plot;
  readonly #times;
  readonly #lines;
  readonly #clip;
  readonly #Trace;

  constructor(kit: ChartKit, chart: ChartInstance) {
    const { Group, Rect } = kit.graphic;
    this.#kit = kit;
    this.#chart = chart;
    this.#Trace = makeTrace(kit);
    this.#clip = new Rect();
    this.#lines = new Group();
    this.#lines.setClipPath(this.#clip);
    this.#times = new Group();
    this.#plot = new Group();
    this.#plot.add(this.#lines);
    this.#plot.add(this.#times);
    chart.getZr().add(this.#plot);
    // One frame paints all; it needs no more of them.
    chart.getZr().setSleepAfterStill(1);
  }

  paint(picture: TimePicture, looks: readonly Look[], colours: Colours): void {
    const { window, axis, lines } = picture;
    const [width, height] = [plotWidth(this.#chart.getWidth()), this.#chart.getHeight() - room.top - room.bottom];
    const place = (time: number) => room.left + ((time - window.from) / (window.to - window.from)) * width;
    const high = (value: number) => room.top + (1 - value / axis.max) * height;
    // A line at the very top or bottom is seen whole.
    this.#clip.setShape({ x: room.left, y: room.top - 2, width, height: height + 4 });
    this.#lines.removeAll();
    for (const [index, line] of lines.entries()) {
      const { colour, dashed = false } = looks[index] ?? { colour: 'text-muted' };
      const trace = new this.#Trace({
        shape: { line, place, height: high },
        style: {
          fill: 'none',
          stroke: colours(colour),
          lineWidth: dashed ? 1 : 1.5,
          lineDash: dashed ? [4, 3] : 'solid',
          lineJoin: 'bevel',
        },
        silent: true,
        // What comes first matters most, and lies on top.
        z: 10 + lines.length - index,
      });
      // The library's own types leave no room for an exact reading of optional properties.
      this.#lines.add(trace as unknown as Child);
    }
    this.#writeTimes(picture, width, place, colours('text-muted'));
    this.#chart.getZr().flush();
  }

  dispose(): void {
    if (!this.#chart.isDisposed()) this.#chart.getZr().remove(this.#plot);
  }

  #writeTimes({ window }: TimePicture, width: number, place: (time: number) => number, fill: string): void {
    const y = this.#chart.getHeight() - room.bottom + 8;
    this.#times.removeAll();
    for (const tick of timeTicks(window, width)) {
      const x = Math.round(place(tick));
      if (x < room.left + 14 || x > room.left + width - 14) continue;
      const style = {
        text: tickText(tick, window),
        x,
        y,
        fill,
        font: '11px "Inter Variable"',
        align: 'center' as const,
      };
      this.#times.add(new this.#kit.graphic.Text({ style, silent: true, z: 10 }));
    }
  }
}
