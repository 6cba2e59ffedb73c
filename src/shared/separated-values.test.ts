import { describe, expect, it } from 'vitest';
import { guessDelimiter, readSeparatedValues } from './separated-values.ts';

const read = (text: string, delimiter: ',' | ';' | '\t' = ',') => [...readSeparatedValues(text, delimiter)];
const fields = (text: string) => read(text).map((record) => record.fields);

describe('readSeparatedValues', () => {
  it.each([
    ['LF', 'a,b\nc,d\n'],
    ['CRLF', 'a,b\r\nc,d\r\n'],
    ['CR', 'a,b\rc,d\r'],
    ['no line end at the end', 'a,b\nc,d'],
    ['a byte-order mark', '\uFEFFa,b\nc,d'],
    ['quotes', '"a","b"\n"c",d'],
    ['blanks around quotes', ' "a" , "b" \nc,d'],
  ])('reads %s', (_name, text) => {
    expect(fields(text)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('reads delimiters, doubled quotes and a line break inside quotes', () => {
    expect(fields('"a,b","say ""hi"""\n"c\n",d')).toEqual([
      ['a,b', 'say "hi"'],
      ['c\n', 'd'],
    ]);
  });

  it('keeps a damaged quote to its own line', () => {
    const records = read('one,1\n"two,2\n"three",3\nfo"ur,4\n');
    expect(records.map((record) => [record.line, record.fields, record.damaged])).toEqual([
      [1, ['one', '1'], false],
      [2, ['"two', '2'], true],
      [3, ['three', '3'], false],
      [4, ['fo"ur', '4'], false],
    ]);
  });

  it('does not let a quote that closes much later swallow the lines between', () => {
    const records = read(`"lost\n${'x\n'.repeat(5000)}end"\n`);
    expect(records).toHaveLength(5002);
    expect(records.filter((record) => record.damaged)).toHaveLength(1);
  });

  it('counts lines, blank ones and those inside quotes too', () => {
    expect(read('a\n\n"b\n"\nc').map((record) => record.line)).toEqual([1, 2, 3, 5]);
  });

  it('gives the text each record was read from', () => {
    expect(read('"a", b\nc').map((record) => record.raw)).toEqual(['"a", b', 'c']);
  });
});

describe('guessDelimiter', () => {
  it.each([
    ['a@b.de\nc@d.de', ','],
    ['a@b.de,premium\nc@d.de,standard', ','],
    ['a@b.de;premium\nc@d.de;standard', ';'],
    ['a@b.de\tpremium\nc@d.de\tstandard', '\t'],
    ['"a,b";x\n"c,d";y', ';'],
  ])('of %j is %j', (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });
});
