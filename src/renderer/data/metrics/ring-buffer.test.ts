import { describe, expect, it } from 'vitest';
import { RingBuffer } from './ring-buffer.ts';

const filled = (capacity: number, ...values: number[]) => {
  const ring = new RingBuffer<number>(capacity);
  for (const value of values) ring.push(value);
  return ring;
};

describe('a ring buffer', () => {
  it('keeps the newest, oldest first, however often it goes round', () => {
    expect(filled(3, 1, 2).toArray()).toEqual([1, 2]);
    expect(filled(3, 1, 2, 3, 4, 5, 6, 7, 8).toArray()).toEqual([6, 7, 8]);
  });

  it('finds and changes values by their place from the oldest', () => {
    const ring = filled(3, 1, 2, 3, 4);
    expect([ring.get(0), ring.get(2), ring.get(3), ring.get(-1)]).toEqual([2, 4, undefined, undefined]);
    ring.set(1, 30);
    ring.set(9, 90);
    expect(ring.toArray()).toEqual([2, 30, 4]);
  });

  it('takes in what comes late, in its place', () => {
    const ring = filled(4, 1, 2, 3, 4, 6);
    ring.insert(3, 5);
    expect(ring.toArray()).toEqual([3, 4, 5, 6]);
    ring.push(7);
    expect(ring.toArray()).toEqual([4, 5, 6, 7]);
    const open = filled(4, 1, 3);
    open.insert(1, 2);
    expect(open.toArray()).toEqual([1, 2, 3]);
  });
});
