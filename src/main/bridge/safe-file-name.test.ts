import { expect, it } from 'vitest';
import { safeFileName } from './safe-file-name.ts';

it.each([
  ['invitations 2026-11-21.csv', 'invitations 2026-11-21.csv'],
  ['../../etc/passwd', '-..-etc-passwd'],
  ['C:\\Windows\\x.csv', 'C--Windows-x.csv'],
  ['.bashrc', 'bashrc'],
  ['a\u0000b\nc.csv', 'a-b-c.csv'],
  ['trailing. . ', 'trailing'],
  ['', 'gatehouse.txt'],
  ['...', 'gatehouse.txt'],
  ['x'.repeat(500), 'x'.repeat(150)],
])('makes a file name of %j', (suggested, name) => {
  expect(safeFileName(suggested)).toBe(name);
});
