import { expect, it } from 'vitest';
import { plainColumn, textColumn } from './columns.ts';

it('writes numbers and truth values, and what is missing', () => {
  expect(plainColumn([1, 0.5, null, true, undefined, false])).toBe('{1,0.5,NULL,true,NULL,false}');
  expect(plainColumn([])).toBe('{}');
});

it('quotes texts so that none is read as anything else', () => {
  expect(textColumn(['a', '', null, 'NULL', 'x,y', '{}', 'say "hi" \\', 'two\nlines'])).toBe(
    '{"a","",NULL,"NULL","x,y","{}","say \\"hi\\" \\\\","two\nlines"}',
  );
});
