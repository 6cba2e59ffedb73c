import { describe, expect, it } from 'vitest';
import { createMeter, type Measured, type Meter } from '#platform/metrics/meter.ts';
import { RunningStretch } from './running-stretch.ts';

const begin = 1_772_442_000_000;
function node(name: string) {
  const meter = createMeter(new Date(begin), name);
  const own: { at: number; measured: Measured[] } = { at: begin, measured: [] };
  const stretch = new RunningStretch(() => ({ ...own, measured: meter.peek() }));
  return { meter, own, stretch, name };
}
const ask = (meter: Meter, ...times: number[]) => {
  for (const milliseconds of times) meter.request('GET', '/api/users', 200, milliseconds);
};
const requests = (found: ReturnType<RunningStretch['changes']>) =>
  found?.find(({ name }) => name === 'http.duration_ms')?.points[0];

describe('the stretch that runs', () => {
  it('is said with what changed since, and whole to who has just come', () => {
    const { meter, stretch } = node('one');
    ask(meter, 10);
    expect(stretch.changes(begin + 2000, false)?.map(({ name }) => name)).toEqual([
      'http.duration_ms',
      'http.client_errors',
      'http.server_errors',
    ]);
    expect(stretch.changes(begin + 2250, false)).toBeNull();
    ask(meter, 30);
    expect(stretch.changes(begin + 2500, false)?.map(({ name }) => name)).toEqual(['http.duration_ms']);
    expect(stretch.changes(begin + 2750, true)).toHaveLength(3);
  });

  it('is what all nodes measured, and no part is counted twice', () => {
    const [one, two] = [node('one'), node('two')];
    ask(one.meter, 10, 20);
    ask(two.meter, 400);
    for (let time = 0; time < 3; time += 1) {
      for (const notice of two.stretch.notices('two', begin + 2000))
        one.stretch.hear(notice.slice(4), 'one', begin + 2000);
    }
    const point = requests(one.stretch.changes(begin + 2100, false));
    expect(point).toMatchObject({ count: 3, sum: 430, min: 10, max: 400, p99: 400 });
    // What this node writes in the end is what it measured itself.
    expect(one.meter.drain().find(({ name, label }) => name === 'http.duration_ms' && label === '')).toMatchObject({
      count: 2,
      histogram: { count: 2 },
    });
  });

  it('knows what only another node measured, until that falls silent', () => {
    const [one, two] = [node('one'), node('two')];
    ask(two.meter, 400);
    for (const notice of two.stretch.notices('two', begin + 2000))
      one.stretch.hear(notice.slice(4), 'one', begin + 2000);
    expect(requests(one.stretch.changes(begin + 2100, true))).toMatchObject({ count: 1 });
    expect(one.stretch.changes(begin + 9000, true)).toBeNull();
  });

  it('is not said while it is too young, or while what was measured is of another', () => {
    const { meter, own, stretch } = node('one');
    ask(meter, 10);
    expect(stretch.changes(begin + 500, true)).toBeNull();
    own.at = begin - 10_000;
    expect(stretch.changes(begin + 2000, true)).toBeNull();
  });

  it('fits into notices, however much was measured', () => {
    const { meter, stretch } = node('one');
    for (let value = 1; value < 1e12; value *= 1.02) meter.queried(value);
    for (let value = 1; value < 1e12; value *= 1.02) ask(meter, value);
    const notices = stretch.notices('one', begin + 2000);
    for (const notice of notices) expect(Buffer.byteLength(notice)).toBeLessThan(8000);
    expect(notices.length).toBeGreaterThan(0);
  });
});
