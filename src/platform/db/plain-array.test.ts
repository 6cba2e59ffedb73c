import { expect, it } from 'vitest';
import { plainArray } from './plain-array.ts';

it('writes values and nulls', () => {
  expect(plainArray(['a', null, "o'neil+x@example.com", '2026-01-01T00:00:00.000Z'])).toBe(
    "{a,NULL,o'neil+x@example.com,2026-01-01T00:00:00.000Z}",
  );
  expect(plainArray([])).toBe('{}');
});

it.each(['a,b', '', 'null', 'NULL', 'a b', '{', '"', '\\', 'ä', 'a\nb'])('refuses %j', (value) => {
  expect(() => plainArray(['x', value])).toThrow('needs quotes');
});
