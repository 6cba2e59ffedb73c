import { describe, expect, it } from 'vitest';
import { csvField, csvFile } from './csv.ts';

describe('csvField', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =cmd'])('defuses %j', (text) => {
    expect(csvField(text).replace(/^"/, '').startsWith("'")).toBe(true);
  });
  it('leaves numbers alone, negative ones too', () => {
    expect(csvField(-5)).toBe('-5');
  });
  it('quotes quotes, commas and line breaks', () => {
    expect(csvField('a "b", c')).toBe('"a ""b"", c"');
  });
});

describe('csvFile', () => {
  it('has a byte-order mark and CRLF', () => {
    expect(csvFile(['a', 'b'], [[1, null]])).toBe('\uFEFFa,b\r\n1,\r\n');
  });
});
