import { describe, expect, it } from 'vitest';
import { EventRing } from './event-ring.ts';

const bytes = new Uint8Array();
function ringOf(floor: number, ...ids: number[]): EventRing {
  const ring = new EventRing(3);
  ring.begin(floor);
  for (const id of ids) ring.push({ id, at: id * 10_000, bytes });
  return ring;
}
/** Reads on from a position to the end, as a reader does. */
function readFrom(ring: EventRing, position: number): (number | 'lost')[] {
  const read: (number | 'lost')[] = [];
  for (let next = ring.after(position); next !== 'end'; next = ring.after(next.id)) {
    if (next === 'lost') return [...read, 'lost'];
    read.push(next.id);
  }
  return read;
}

describe('the events for those who come back', () => {
  it('go on from any position, also from one that another node said and this one did not', () => {
    const ring = ringOf(4, 5, 8, 9);
    expect([4, 5, 6, 7, 8, 9].map((position) => readFrom(ring, position))).toEqual([
      [5, 8, 9],
      [8, 9],
      [8, 9],
      [8, 9],
      [9],
      [],
    ]);
  });

  it('say where that is too long ago, or of another store', () => {
    const ring = ringOf(4, 5, 8, 9, 12);
    expect(readFrom(ring, 5)).toEqual([8, 9, 12]);
    expect([3, 4, 13, Number.NaN].map((position) => ring.after(position))).toEqual(['lost', 'lost', 'lost', 'lost']);
  });

  it('are none in the beginning', () => {
    expect(ringOf(7).after(7)).toBe('end');
    expect(ringOf(7).after(6)).toBe('lost');
  });
});
