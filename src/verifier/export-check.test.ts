import { generateKeyPairSync, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeChain, makeSigner } from '#test/support/audit-chain.ts';
import { makeExport } from '#test/support/audit-export.ts';
import { ExportCheck, type ExportReport, type KeptHead, readKeptHead } from './export-check.ts';
import { readLines } from './lines.ts';
import { checksOf, limitsOf, verdictOf } from './words.ts';

const log = makeChain({ count: 60 });
const keys = generateKeyPairSync('ed25519');
const whole = makeExport({ log, keys });

async function checkBytes(bytes: Uint8Array<ArrayBuffer>, kept: KeptHead | null = null): Promise<ExportReport> {
  const check = new ExportCheck(kept);
  for await (const { lines } of readLines(new Blob([bytes]))) {
    if (!lines.every((line) => check.take(line))) break;
  }
  return check.finish();
}

const check = (text: string, kept: KeptHead | null = null) => checkBytes(new TextEncoder().encode(text), kept);

const holds = { finding: null, headSigned: true, seal: 'good', strangeLine: null, gaps: 0 };
const toneOf = (report: ExportReport) => verdictOf(report).tone;

describe('an honest export', () => {
  it('holds', async () => {
    const report = await check(whole);
    expect(report).toMatchObject({ ...holds, filtered: false, entries: { count: 60, first: 1, last: 60, erased: 0 } });
    expect(verdictOf(report)).toMatchObject({
      tone: 'ok',
      title: 'This export is whole, and nothing in it was changed since it was signed.',
      text: expect.stringContaining('60 entries of https://beta.example.com, as it stood on 22 Nov 2026, 06:00 UTC'),
    });
    expect(checksOf(report).map(({ tone }) => tone)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(report.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(limitsOf(report)[0]).toContain('That the key is the platform’s own');
  });

  it('holds where names were erased, and says so', async () => {
    const erased = log.map((entry) =>
      entry.sequence === 4 ? { ...entry, personal: null, personal_salt: null, subject_name: null } : entry,
    );
    const report = await check(makeExport({ log: erased, keys }));
    expect(report).toMatchObject({ ...holds, entries: { erased: 1 } });
    expect(checksOf(report)[1]?.text).toContain('In one entry they were erased');
  });

  it('is a part of the log where it has filters, and can’t show that nothing is missing', async () => {
    const shown = log.filter(({ sequence }) => sequence > 10 && sequence % 3 !== 0);
    const report = await check(makeExport({ log, shown, keys, filters: { q: 'Zoë', after: 10 } }));
    expect(report).toMatchObject({ ...holds, gaps: 17, filtered: true });
    expect(verdictOf(report)).toMatchObject({
      tone: 'warning',
      title: 'Nothing in this export was changed since it was signed; it is a part of the log.',
      text: expect.stringMatching(/text “Zoë”, after entry “10”\. That nothing is missing/),
    });
    const tail = await check(makeExport({ log, shown: log.slice(20), keys, filters: { after: 20 } }));
    expect(checksOf(tail)[0]?.text).toContain('without a gap, from 21 to 60');
    const none = await check(makeExport({ log, shown: [], keys, filters: { q: 'nobody' } }));
    expect(verdictOf(none).tone).toBe('warning');
  });
});

describe('a changed export', () => {
  const lines = () => whole.trimEnd().split('\n');
  const again = (change: (all: string[]) => string[]) => `${change(lines()).join('\n')}\n`;

  it.each([
    ['a detail', whole.replace('"seats":7}', '"seats":8}'), { finding: { kind: 'changed', sequence: 7 } }],
    ['a name', whole.replace('Zoë \\"8\\"', 'Eve \\"8\\"'), { finding: { kind: 'personal', sequence: 8 } }],
    [
      'a missing entry',
      again((all) => all.filter((_line, at) => at !== 9)),
      { finding: { kind: 'missing', sequence: 9 } },
    ],
    ['two entries changed round', again((all) => all.toSpliced(5, 2, all[6] ?? '', all[5] ?? '')), { finding: {} }],
    ['a cut end', again((all) => all.slice(0, 40)), { finding: { kind: 'short', sequence: 40 }, seal: 'missing' }],
    ['the name beside an account’s id', whole.replace('"name":"Ada"', '"name":"Eve"'), { seal: 'changed' }],
    ['who exported it', whole.replace('Ada Moreau', 'Eve Moreau'), { seal: 'changed' }],
    ['the head’s time', whole.replace(/"signed_at":"2/, '"signed_at":"3'), { headSigned: false, seal: 'changed' }],
    ['a line too many', again((all) => [...all, '{}']), { strangeLine: 63, seal: 'changed' }],
    ['a filter that was never asked for', whole.replace('"filters":{}', '"filters":{"after":9}'), { seal: 'changed' }],
  ])('is seen: %s', async (_what, text, expected) => {
    expect(text).not.toBe(whole);
    const report = await check(text);
    expect(report).toMatchObject(expected);
    expect(verdictOf(report)).toMatchObject({ tone: 'critical', title: 'This export does not hold.' });
  });

  it('is seen whichever single bit it is', async () => {
    const bytes = new TextEncoder().encode(makeExport({ log: log.slice(0, 12), keys }));
    const missed: string[] = [];
    const tryBit = async (at: number, bit: number) => {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      if (toneOf(await checkBytes(flipped)) !== 'critical') missed.push(`bit ${bit} of byte ${at}`);
    };
    for (let round = 0; round < 300; round += 1) await tryBit(randomInt(bytes.length - 1), randomInt(8));
    // Each byte of the seal, which nothing else covers. The last line feed means nothing.
    for (let at = bytes.length - 300; at < bytes.length - 1; at += 1) await tryBit(at, randomInt(8));
    // The end of its signature, some bits of which stand for nothing.
    for (let at = bytes.length - 8; at < bytes.length - 1; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) await tryBit(at, bit);
    }
    expect(missed).toEqual([]);
  }, 60_000);

  it('is seen where it was sealed by somebody else, and made anew only by whoever kept a head', async () => {
    const other = generateKeyPairSync('ed25519');
    expect(await check(makeExport({ log, keys, sealedBy: other }))).toMatchObject({ finding: null, seal: 'unsigned' });
    const rewritten = makeExport({ log: makeChain({ count: 60, story: 'another' }), keys: other });
    expect(toneOf(await check(rewritten))).toBe('ok');
    expect(await check(rewritten, makeSigner(keys)(log.slice(0, 50)))).toMatchObject({ kept: 'key' });
  });
});

describe('a head that was kept', () => {
  const sign = makeSigner(keys);
  const kept = sign(log.slice(0, 40));

  it('is read as the console copies it, if it is signed', () => {
    expect(readKeptHead(JSON.stringify(kept, null, 2))).toMatchObject({ sequence: 40 });
    expect(readKeptHead(JSON.stringify({ ...kept, sequence: 41 }))).toBeNull();
    expect(readKeptHead('{}')).toBeNull();
    expect(readKeptHead('nonsense')).toBeNull();
  });

  it.each([
    ['passes through it', whole, 'passed', 'ok'],
    ['was rewritten', makeExport({ log: makeChain({ count: 60, story: 'another' }), keys }), 'other', 'critical'],
    ['ends before it', makeExport({ log: log.slice(0, 30), keys }), 'behind', 'critical'],
    ['leaves it out', makeExport({ log, shown: log.slice(45), keys, filters: { after: 45 } }), 'absent', 'warning'],
  ])('shows whether the log %s', async (_what, text, verdict, tone) => {
    const report = await check(text, kept);
    expect(report.kept).toBe(verdict);
    expect(toneOf(report)).toBe(tone);
  });

  it('is not said to prove more of a part than it does', async () => {
    const shown = log.filter(({ sequence }) => sequence % 4 === 0);
    const report = await check(makeExport({ log, shown, keys, filters: { q: 'x' } }), kept);
    expect(checksOf(report).at(-1)?.text).toMatch(/^Its entry is here.*without a gap are tied to it\.$/);
  });
});

describe('what is no export', () => {
  it.each([
    '',
    'sequence,at\r\n1,2\r\n',
    '{"kind":"entry"}\n',
    '{"kind":"export","version":2}\n',
    'null\n',
    '\u0000\u0001',
  ])('is said to be none: %j', async (text) => {
    const report = await check(text);
    expect(report.start).toBeNull();
    expect(verdictOf(report).title).toContain('no export');
    expect(checksOf(report)).toEqual([]);
  });

  it('is a file without line ends, however long', async () => {
    const file = new Blob([new Uint8Array(9 * 1024 * 1024)]);
    const read = async () => {
      for await (const _piece of readLines(file));
    };
    await expect(read()).rejects.toThrow('longer than any entry');
  });
});
