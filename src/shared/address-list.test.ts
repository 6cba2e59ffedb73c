import { describe, expect, it } from 'vitest';
import { type ListReading, type ListRow, readAddressList, readAddressRows } from './address-list.ts';

const options = { defaultTier: 'standard', maximumRows: 100_000 } as const;

function rowsOf(reading: ListReading): ListRow[] {
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.rows;
}
const read = (text: string, defaultTier: 'standard' | 'premium' = 'standard') =>
  rowsOf(readAddressList(text, { ...options, defaultTier }));
const short = (text: string) => read(text).map((row) => [row.position, row.email, row.tier]);
const refusal = (text: string) => {
  const reading = readAddressList(text, options);
  return reading.ok ? null : reading.error;
};

const two = [
  [1, 'ada@example.com', 'premium'],
  [2, 'bob@example.com', 'standard'],
];

describe('a list that can be read', () => {
  it.each([
    ['header', 'email,tier\nada@example.com,premium\nbob@example.com,standard\n'],
    ['columns the other way round', 'tier,email\npremium,ada@example.com\nstandard,bob@example.com\n'],
    ['header in capitals', 'EMAIL,Tier\nada@example.com,PREMIUM\nbob@example.com,Standard\n'],
    ['e-mail address as the name of the column', 'E-Mail Address;Tier\nada@example.com;premium\nbob@example.com;\n'],
    ['byte-order mark and CRLF', '\uFEFFemail,tier\r\nada@example.com,premium\r\nbob@example.com,standard\r\n'],
    ['CR alone', 'email,tier\rada@example.com,premium\rbob@example.com,standard\r'],
    ['quotes', '"email","tier"\n"ada@example.com","premium"\n"bob@example.com","standard"'],
    ['no header', 'ada@example.com,premium\nbob@example.com'],
    ['semicolons', 'ada@example.com;premium\nbob@example.com;standard'],
    ['tabs', 'ada@example.com\tpremium\nbob@example.com\tstandard'],
    ['capitals and blanks in addresses', ' Ada@Example.com , PRE \n BOB@EXAMPLE.COM , std '],
    ['synonyms of tiers', 'ada@example.com,pre\nbob@example.com,FREE'],
    ['trailing separators', 'email,tier,,\nada@example.com,premium,,\nbob@example.com,,,'],
    ['an invisible character from a web page', 'ada@example.com\u200B,premium\n\u200Bbob@example.com'],
  ])('with %s', (_name, text) => {
    expect(short(text)).toEqual(two);
  });

  it('with a line break inside quotes', () => {
    expect(short('email,tier\n"ada@example.com\n",premium\nbob@example.com,')).toEqual([
      [1, 'ada@example.com', 'premium'],
      [3, 'bob@example.com', 'standard'],
    ]);
  });

  it('takes the default tier where none is named', () => {
    expect(read('ada@example.com\nbob@example.com,ent', 'premium').map((row) => row.tier)).toEqual([
      'premium',
      'enterprise',
    ]);
  });

  it('passes over blank lines and still numbers rows by their line', () => {
    expect(short('\n\nemail,tier\n\nada@example.com,premium\n  \n,,\nbob@example.com,std\n\n')).toEqual([
      [2, 'ada@example.com', 'premium'],
      [5, 'bob@example.com', 'standard'],
    ]);
  });

  it('reads 100,000 rows of 5 MB', () => {
    const line = (index: number) => `person.with.a.rather.long.name.${index}@department.example.com,premium`;
    const text = Array.from({ length: 80_000 }, (_, index) => line(index)).join('\r\n');
    expect(text.length).toBeGreaterThan(5_000_000);
    const rows = read(text);
    expect(rows).toHaveLength(80_000);
    expect(rows.every((row) => row.problem === null)).toBe(true);
  });
});

describe('a row that can not be used', () => {
  it.each([
    ['', /missing/],
    ['ada', /no @/],
    ['ada@@example.com', /more than one @/],
    ['ada@x.de bob@x.de', /line of its own/],
    ['@example.com', /before the @/],
    ['ada@example', /not a domain/],
    ['ada@example..com', /not a domain/],
    ['.ada@example.com', /not an e-mail/],
    ['Ada <ada@example.com>', /only the address/],
    ['ada lovelace@example.com', /a space/],
    ['adä@example.com', /“ä”/],
    [`${'a'.repeat(260)}@example.com`, /272 characters/],
    ['ada@example.com,gold', /“gold” is no tier/],
    ['"ada@example.com,premium', /not closed/],
    ['ada@example.com,bob@example.com,cy@example.com', /several addresses/],
    ['ada@example.com,premium,x', /3 fields/],
  ])('%j says why', (line, reason) => {
    const rows = read(`email,tier\nok@example.com,std\n${line === '' ? ',premium' : line}\nfine@example.com,std`);
    expect(rows.map((row) => row.problem === null)).toEqual([true, false, true]);
    expect(rows[1]?.problem).toMatch(reason);
    expect(rows[1]?.raw).not.toBe('');
  });

  it('keeps its raw text, cut at 320 characters', () => {
    expect(read(`x${'y'.repeat(400)}`)[0]?.raw).toHaveLength(320);
  });

  it('holds nothing that no store takes, even where it was cut or sent so', () => {
    const cut = read(`${'y'.repeat(319)}😀`)[0];
    expect(cut?.raw.at(-1)).toBe('\uFFFD');
    const [row] = rowsOf(readAddressRows([{ email: 'a\0\uD83D@x.de', tier: '\0\uDE00' }], options));
    expect(JSON.stringify(row)).not.toMatch(/\\u(0000|d8|de)/i);
    expect(row?.problem).not.toBeNull();
  });

  it('keeps the address where only the tier is wrong', () => {
    expect(read('ada@example.com,gold')[0]).toMatchObject({ email: 'ada@example.com', tier: null });
  });
});

describe('a text that is no list', () => {
  it.each([
    ['unknown columns', 'email,name,company\nada@example.com,Ada,X', /“name”, “company” are not known/],
    ['one unknown column', 'email,tier,phone\nada@example.com,std,1', /“phone” is not known/],
    ['no address column', 'tier\npremium\n', /no column “email”/],
    ['only foreign columns', 'Vorname;Nachname\nAda;Lovelace', /“Vorname”, “Nachname” are not known/],
    ['a column twice', 'email,tier,email\na@x.de,std,b@x.de', /more than one column “email”/],
    ['NUL bytes', 'email\0\nada', /not a text file/],
    ['broken UTF-8', 'email\nad\uFFFD@example.com', /UTF-8/],
    ['a workbook', 'PK\u0003\u0004\u0014\0', /workbook/],
    ['nothing', ' \r\n\n', /empty/],
    ['a header alone', 'email,tier\n', /empty/],
  ])('because of %s', (_name, text, message) => {
    expect(refusal(text)).toMatchObject({ kind: 'unreadable' });
    expect(refusal(text)?.message).toMatch(message);
  });

  it('has more rows than a batch may have', () => {
    const small = { ...options, maximumRows: 3 };
    expect(readAddressList('a@x.de\nb@x.de\nc@x.de\n\n', small).ok).toBe(true);
    const reading = readAddressList('a@x.de\nb@x.de\nc@x.de\nd@x.de', small);
    expect(reading).toMatchObject({ ok: false, error: { kind: 'too_many_rows' } });
    expect(reading.ok ? '' : reading.error.message).toContain('has 4 rows; one batch takes at most 3');
  });
});

describe('a list of refused rows that was corrected', () => {
  it('comes back with its column of reasons and without the apostrophes that guard a spreadsheet', () => {
    const text = "email,tier,reason\nada@example.com,premium,There was a space in it.\n'+bob@example.com,,Duplicate\n";
    expect(rowsOf(readAddressList(text, options))).toMatchObject([
      { email: 'ada@example.com', tier: 'premium', problem: null },
      { email: '+bob@example.com', problem: null },
    ]);
  });
});

describe('readAddressRows', () => {
  it('reads rows that are apart already', () => {
    const rows = rowsOf(readAddressRows([{ email: 'Ada@example.com ', tier: 'ENT' }, { email: 'x' }], options));
    expect(rows).toMatchObject([
      { position: 1, email: 'ada@example.com', tier: 'enterprise', problem: null },
      { position: 2, email: null, problem: expect.stringContaining('@') },
    ]);
  });

  it('refuses too many', () => {
    expect(readAddressRows([{ email: 'a@x.de' }, { email: 'b@x.de' }], { ...options, maximumRows: 1 }).ok).toBe(false);
  });
});
