import { expect, it } from 'vitest';
import { limitText } from './limits.ts';

it('names the unit once', () => {
  expect(limitText('Requests a day', 1000, 'requests')).toBe('1,000');
  expect(limitText('Storage', 5, 'GB')).toBe('5 GB');
  expect(limitText('Projects', null, 'projects')).toBe('Unlimited');
  expect(limitText('Projects', 0, '')).toBe('0');
});
