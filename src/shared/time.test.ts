import { expect, it } from 'vitest';
import { utcMinute } from './time.ts';

it('writes a time so that nobody has to ask for the zone', () => {
  expect(utcMinute('2026-11-21T14:05:59.999Z')).toBe('21 Nov 2026, 14:05 UTC');
  expect(utcMinute(new Date('2026-03-01T00:00:00.000+02:00'))).toBe('28 Feb 2026, 22:00 UTC');
});
