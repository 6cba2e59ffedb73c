import { describe, expect, it } from 'vitest';
import { stretches } from './stretches.ts';

const at = (time: string) => new Date(`2026-03-02T${time}.000Z`);
const range = { from: at('09:00:00'), to: at('10:00:00') };
const never = at('11:00:00');

const clock = (time: Date) => time.toISOString().slice(11, 16);

function read(states: Parameters<typeof stretches>[0], quiet = never): string[] {
  return stretches(states, range, quiet).map(({ state, from, to }) => `${state} ${clock(from)}-${clock(to)}`);
}

describe('the states of a service', () => {
  it('begin with the one that held when the range began', () => {
    expect(read([{ at: at('08:00:00'), state: 'up' }])).toEqual(['up 09:00-10:00']);
  });

  it('are unknown before it was probed, and after', () => {
    expect(read([{ at: at('09:20:00'), state: 'up' }], at('09:50:00'))).toEqual([
      'unknown 09:00-09:20',
      'up 09:20-09:50',
      'unknown 09:50-10:00',
    ]);
    expect(read([])).toEqual(['unknown 09:00-10:00']);
  });

  it('follow one another, and the same twice is one', () => {
    expect(
      read([
        { at: at('08:00:00'), state: 'up' },
        { at: at('09:10:00'), state: 'down' },
        { at: at('09:12:00'), state: 'down' },
        { at: at('09:15:00'), state: 'unknown' },
        { at: at('09:30:00'), state: 'up' },
      ]),
    ).toEqual(['up 09:00-09:10', 'down 09:10-09:15', 'unknown 09:15-09:30', 'up 09:30-10:00']);
  });

  it('are unknown from the last one on where it is no longer probed', () => {
    const gone = new Date(0);
    expect(
      read(
        [
          { at: at('08:00:00'), state: 'up' },
          { at: at('09:20:00'), state: 'down' },
        ],
        gone,
      ),
    ).toEqual(['up 09:00-09:20', 'unknown 09:20-10:00']);
    expect(read([{ at: at('08:00:00'), state: 'up' }], gone)).toEqual(['unknown 09:00-10:00']);
  });
});
