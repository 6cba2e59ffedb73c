import { expect, it } from 'vitest';
import { Flight } from './flight.ts';

it('tells a flight from reading, and from a jump', () => {
  const flight = new Flight();
  flight.moved(0, 1000);
  // A wheel: three rows a frame.
  flight.moved(3, 1016);
  expect(flight.left(1016)).toBe(0);
  // A dragged scroll bar.
  flight.moved(170, 1033);
  expect(flight.left(1033)).toBe(80);
  expect(flight.left(1093)).toBe(20);
  expect(flight.left(1120)).toBe(0);
  // The key to the end of the list, a while later.
  flight.moved(99_970, 1400);
  expect(flight.left(1400)).toBe(0);
});

it('goes on as long as rows fly past', () => {
  const flight = new Flight();
  for (let frame = 0; frame < 100; frame += 1) flight.moved(frame * 167, frame * 16);
  expect(flight.left(99 * 16)).toBe(80);
  flight.moved(99 * 167 + 1, 100 * 16);
  expect(flight.left(100 * 16)).toBe(64);
});
