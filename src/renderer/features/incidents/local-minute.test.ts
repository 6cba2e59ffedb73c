import { expect, it } from 'vitest';
import { fromLocalMinute, toLocalMinute } from './local-minute.ts';

it('brings a moment into a field and back, wherever this computer is', () => {
  for (const iso of ['2026-11-22T09:30:00.000Z', '2026-07-01T23:59:00.000Z', '2026-01-01T00:00:00.000Z']) {
    expect(fromLocalMinute(toLocalMinute(iso))).toBe(iso);
  }
  expect(toLocalMinute('2026-11-22T09:30:59.999Z')).toHaveLength(16);
});

it('takes nothing for a moment that is none', () => {
  for (const text of ['', '2026-11-22', '2026-13-45T99:99', 'now']) expect(fromLocalMinute(text)).toBeNull();
});
