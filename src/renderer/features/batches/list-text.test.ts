import { describe, expect, it } from 'vitest';
import { batchOperations, maximumBatchRows } from '#contract/batches.ts';
import {
  countLines,
  firstLines,
  maximumListBytes,
  maximumRows,
  nameFromFile,
  readListFile,
  readPaste,
} from './list-text.ts';

const file = (parts: BlobPart[], name = 'wave.csv') => new File(parts, name);
const bytes = (...values: number[]) => new Uint8Array(values);

async function refusal(given: File): Promise<string> {
  const result = await readListFile(given);
  if (result.ok) throw new Error('was accepted');
  return `${result.error.title} | ${result.error.detail}`;
}

describe('a file with a list', () => {
  it('is read as UTF-8 and counted without blank lines', async () => {
    const result = await readListFile(file(['email,tier\r\nada@example.com,premium\r\n\r\nzoë@example.com,\r\n']));
    expect(result).toMatchObject({ ok: true, value: { lines: 3, note: null, fileName: 'wave.csv' } });
    expect(result.ok && result.value.text).toContain('zoë@example.com');
  });

  it('loses its byte-order mark', async () => {
    const result = await readListFile(file([bytes(0xef, 0xbb, 0xbf), 'ada@example.com']));
    expect(result.ok && result.value.text).toBe('ada@example.com');
  });

  it('may be UTF-16, as spreadsheets save "Unicode text"', async () => {
    const result = await readListFile(file([bytes(0xff, 0xfe, 0x61, 0, 0x40, 0, 0x62, 0)]));
    expect(result.ok && result.value.text).toBe('a@b');
  });

  it('is read as Windows-1252 where it is not UTF-8, and says so', async () => {
    const result = await readListFile(file(['zo', bytes(0xeb), '@example.com']));
    expect(result.ok && result.value.text).toBe('zoë@example.com');
    expect(result.ok && result.value.note).toContain('Windows-1252');
  });

  it('is refused when it is a workbook, a picture, empty or blank', async () => {
    expect(await refusal(file([bytes(0x50, 0x4b, 3, 4, 1)], 'wave.xlsx'))).toMatch(
      /^wave\.xlsx is an Excel workbook.*CSV UTF-8/,
    );
    expect(await refusal(file([bytes(0x89, 0x50, 0x4e, 0x47, 0, 1)], 'logo.png'))).toContain(
      'logo.png is not a text file',
    );
    expect(await refusal(file([]))).toContain('wave.csv is empty');
    expect(await refusal(file(['\n \r\n\t']))).toContain('wave.csv is empty');
  });

  it('is refused when a NUL comes late', async () => {
    expect(await refusal(file(['a@example.com\n'.repeat(10_000), bytes(0)]))).toContain('is not a text file');
  });

  it('is refused before it is read when it is too large', async () => {
    const large = { name: 'all.csv', size: maximumListBytes + 1, arrayBuffer: () => Promise.reject(new Error('read')) };
    expect(await refusal(large as unknown as File)).toMatch(/all\.csv has 15\.7 MB .*at most/);
  });

  it('says so when it can no longer be read', async () => {
    const gone = { name: 'gone.csv', size: 10, arrayBuffer: () => Promise.reject(new Error('NotFoundError')) };
    expect(await refusal(gone as unknown as File)).toContain('gone.csv could not be read');
  });
});

describe('a paste', () => {
  it('holds as many rows as a batch, and a header', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `p${index}@example.com`).join('\n');
    expect(readPaste(`email\n${rows}`)).toMatchObject({ ok: true, value: { lines: 100_001, fileName: null } });
    const more = readPaste(`email\nx@example.com\n${rows}`);
    expect(!more.ok && more.error.title).toBe('The paste has 100,002 lines');
  });

  it('is refused when it holds nothing', () => {
    expect(readPaste('  \n')).toMatchObject({ ok: false, error: { title: 'The paste is empty' } });
  });
});

it('counts lines whatever ends them', () => {
  expect(countLines('a\nb\r\nc\rd')).toBe(4);
  expect(countLines('\uFEFFa\n\n  b')).toBe(2);
});

it('shows the first lines, cut', () => {
  expect(firstLines(`\uFEFFa\r\n\r\n${'x'.repeat(300)}\nb`, 2)).toEqual(['a', `${'x'.repeat(200)}…`]);
});

it('names a batch after its file', () => {
  expect(nameFromFile('wave-2_press.csv')).toBe('Wave 2 press');
  expect(nameFromFile('v1.2 list')).toBe('V1.2 list');
});

it('has the limits of the contract', () => {
  const create = batchOperations.find(({ id }) => id === 'batches.create');
  expect(maximumRows).toBe(maximumBatchRows);
  expect(create && 'maximumBodyBytes' in create && create.maximumBodyBytes).toBeGreaterThan(maximumListBytes);
});
