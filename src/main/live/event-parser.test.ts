import { describe, expect, it } from 'vitest';
import { EventParser, type ServerEvent } from './event-parser.ts';

function parse(...pieces: (string | Uint8Array)[]) {
  const events: ServerEvent[] = [];
  const parser = new EventParser((event) => events.push(event));
  for (const piece of pieces) parser.take(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return events;
}

const text =
  ': still here\n\nretry: 2000\n\nid: 7\nevent: points\ndata: {"ü":1}\n\nevent: running\ndata:{"b":\ndata: 2}\n\n';
const whole = [
  { name: 'points', data: '{"ü":1}', id: '7' },
  { name: 'running', data: '{"b":\n2}', id: null },
];

describe('reading a stream of events', () => {
  it('reads names, ids and data, and leaves comments out', () => {
    expect(parse(text)).toEqual(whole);
  });

  it.each(['\r\n', '\r'])('takes other line ends (%j)', (end) => {
    expect(parse(`${text.replaceAll('\n', end)}x`)).toEqual(whole);
  });

  it('reads the same wherever it is cut, also within a character or a line end', () => {
    const bytes = Buffer.from(text.replaceAll('\n', '\r\n'));
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(parse(bytes.subarray(0, cut), bytes.subarray(cut), 'x')).toEqual(whole);
    }
    expect(parse(...[...bytes].map((byte) => Uint8Array.of(byte)), 'x')).toEqual(whole);
  });

  it('takes a byte order mark', () => {
    expect(parse(`\uFEFF${text}`)).toEqual(whole);
  });

  it('knows no event that was not ended', () => {
    expect(parse('id: 8\nevent: points\ndata: {}\n')).toEqual([]);
  });

  it('keeps to the letter: no data is no event, one space goes, unknown fields are nothing', () => {
    expect(parse('event: x\n\ndata\n\ndata:  two\nid: a\0b\nunknown: 1\nretry: soon\n\n')).toEqual([
      { name: 'message', data: '', id: null },
      { name: 'message', data: ' two', id: null },
    ]);
  });

  it('refuses what never ends', () => {
    const much = 'x'.repeat(1024 * 1024);
    expect(() => parse(...Array.from({ length: 20 }, () => much))).toThrow('longer');
    expect(() => parse(...Array.from({ length: 20 }, () => `data: ${much}\n`))).toThrow('longer');
  });
});
