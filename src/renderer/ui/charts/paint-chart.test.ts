import { describe, expect, it } from 'vitest';
import { paintChart } from './paint-chart.ts';
import type { TimeScale } from './time-line.ts';
import { plotOf, room, type TimePicture } from './time-picture.ts';

type Call = readonly [method: string, ...values: unknown[]];

/** Paints onto a canvas that notes what is called, each stroke and fill with its colour. */
function painted(picture: TimePicture, scale: TimeScale): Call[] {
  const calls: Call[] = [];
  const state: Record<string, unknown> = {};
  const context = new Proxy(state, {
    get: (_, name: string) => {
      if (name in state) return state[name];
      const colour = name === 'stroke' ? [state.strokeStyle] : name.startsWith('fill') ? [state.fillStyle] : [];
      return (...values: unknown[]) => calls.push([name, ...values, ...colour]);
    },
  });
  paintChart(context as unknown as CanvasRenderingContext2D, picture, scale, (token) => `#${token}`);
  return calls;
}

const scale: TimeScale = { kind: 'number', format: (value) => `${value} ms` };
const size = { width: 462, height: 144 };
const picture = (trace: readonly number[] = [], dashed = false): TimePicture => ({
  size,
  window: { from: 0, to: 100_000 },
  axis: { max: 0.6000000000000001, interval: 0.2 },
  lines: [{ trace: Float32Array.from(trace), colour: 'chart-1', dashed }],
});
const named = (calls: readonly Call[], ...names: string[]) => calls.filter(([name]) => names.includes(name));
const texts = (calls: readonly Call[]) => named(calls, 'fillText').map(([, text]) => text);
const { height } = plotOf(size);

describe('a chart as it is painted', () => {
  it('has a grid with its values, and stands on a line', () => {
    const calls = painted({ ...picture(), axis: { max: 600, interval: 200 } }, scale);
    expect(texts(calls).slice(0, 4)).toEqual(['0 ms', '200 ms', '400 ms', '600 ms']);
    expect(named(calls, 'fillRect')).toEqual([
      ['fillRect', room.left, room.top + height, 400, 1, '#line-strong'],
      ['fillRect', room.left, room.top + (height / 3) * 2, 400, 1, '#chart-grid'],
      ['fillRect', room.left, room.top + height / 3, 400, 1, '#chart-grid'],
      ['fillRect', room.left, room.top, 400, 1, '#chart-grid'],
    ]);
  });

  it('says values that are round as such', () => {
    expect(texts(painted(picture(), scale)).slice(1, 4)).toEqual(['0.2 ms', '0.4 ms', '0.6 ms']);
  });

  it('has lines broken where something is missing, and dots where a point stands alone', () => {
    const gap = [Number.NaN, Number.NaN];
    const calls = painted(picture([0, 10, 5, 20, ...gap, 30, 40, ...gap, 50, 60, 55, 70, ...gap, 80, 90]), scale);
    const path = named(calls, 'moveTo', 'lineTo', 'arc', 'stroke').map(([name, x, y]) => [name, x, y]);
    expect(path).toEqual([
      ['moveTo', 0, 10],
      ['lineTo', 5, 20],
      ['moveTo', 31, 40],
      ['arc', 30, 40],
      ['moveTo', 50, 60],
      ['lineTo', 55, 70],
      ['moveTo', 81, 90],
      ['arc', 80, 90],
      ['stroke', '#chart-1', undefined],
    ]);
    expect(named(calls, 'rect')).toEqual([['rect', room.left, room.top - 2, 400, height + 4]]);
  });

  it('has what is only compared with dashed', () => {
    expect(named(painted(picture([0, 0], true), scale), 'setLineDash')).toEqual([['setLineDash', [4, 3]]]);
    expect(named(painted(picture([0, 0]), scale), 'setLineDash')).toEqual([['setLineDash', []]]);
  });

  it('has the target dashed with its value, where it is within reach', () => {
    const target = { name: 'Target', value: 0.3 };
    const calls = painted(picture(), { ...scale, target });
    expect(texts(calls)).toContain('Target 0.3 ms');
    expect(named(calls, 'setLineDash')[0]).toEqual(['setLineDash', [4, 2]]);
    // Its line beneath the lines, its name over them.
    expect(named(calls, 'stroke', 'strokeText').map(([name, first]) => [name, first])).toEqual([
      ['stroke', '#text-faint'],
      ['stroke', '#chart-1'],
      ['strokeText', 'Target 0.3 ms'],
    ]);
    expect(texts(painted(picture(), { ...scale, target: { name: 'Target', value: 0.7 } }))).not.toContain(
      'Target 0.7 ms',
    );
  });
});
