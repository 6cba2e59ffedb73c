import { emailSchema, type Tier } from '#contract/common.ts';
import { guessDelimiter, readSeparatedValues, type SeparatedRecord } from './separated-values.ts';

/** One row of a list of people to invite, as read; `problem` says in words why it can't be used. */
export interface ListRow {
  /** 1-based line after the header, blank lines counted. */
  position: number;
  /** What was imported for the address, or the whole line where that is what is wrong. */
  raw: string;
  email: string | null;
  tier: Tier | null;
  problem: string | null;
}

/** Why a list as a whole can't be read. */
export interface ListProblem {
  kind: 'unreadable' | 'too_many_rows';
  message: string;
}

export type ListReading = { ok: true; rows: ListRow[] } | { ok: false; error: ListProblem };

export interface ListOptions {
  /** Tier of rows that name none. */
  defaultTier: Tier;
  maximumRows: number;
}

const longestRaw = 320;
/** `reason` is what our own list of refused rows carries: read over, so that the corrected list can come back as it is. */
const headerNames = new Map<string, 'email' | 'tier' | 'reason'>([
  ['email', 'email'],
  ['e-mail', 'email'],
  ['email address', 'email'],
  ['e-mail address', 'email'],
  ['email_address', 'email'],
  ['tier', 'tier'],
  ['reason', 'reason'],
]);
const tierNames = new Map<string, Tier>([
  ['standard', 'standard'],
  ['std', 'standard'],
  ['free', 'standard'],
  ['standard (free)', 'standard'],
  ['premium', 'premium'],
  ['pre', 'premium'],
  ['enterprise', 'enterprise'],
  ['ent', 'enterprise'],
]);

/**
 * Reads a CSV file or a pasted list: `email` and `tier` in any order under a header, or without one an address a line,
 * alone or with its tier. A bad row stays in the result with its problem; only a text that is no list at all is refused.
 */
export function readAddressList(text: string, options: ListOptions): ListReading {
  const binary = binaryProblem(text);
  if (binary) return unreadable(binary);
  const delimiter = guessDelimiter(text);
  const rows: ListRow[] = [];
  let columns: Columns | null = null;
  let headerLine = 0;
  let count = 0;
  for (const record of readSeparatedValues(text, delimiter)) {
    const fields = withoutTrailingBlanks(record.fields);
    if (fields.length === 0) continue;
    if (!columns) {
      const header = readHeader(fields);
      if (header?.problem) return unreadable(header.problem);
      columns = header?.columns ?? { email: 0, tier: 1, width: 2, named: false };
      if (header) {
        headerLine = record.line;
        continue;
      }
    }
    count += 1;
    if (count <= options.maximumRows) rows.push(readRow(record, fields, columns, headerLine, options.defaultTier));
  }
  return finish(rows, count, options);
}

/** The same for rows that are apart already. */
export function readAddressRows(
  rows: readonly { email: string; tier?: string | undefined }[],
  options: ListOptions,
): ListReading {
  if (rows.length > options.maximumRows) return finish([], rows.length, options);
  const read = rows.map((row, index) => toRow(index + 1, row.email, row.email, row.tier ?? '', options.defaultTier));
  return finish(read, read.length, options);
}

function finish(rows: ListRow[], count: number, options: ListOptions): ListReading {
  if (count === 0) return unreadable('The list is empty: it holds no line with an address.');
  if (count > options.maximumRows) {
    const message = `The list has ${grouped(count)} rows; one batch takes at most ${grouped(options.maximumRows)}. Split it into several batches.`;
    return { ok: false, error: { kind: 'too_many_rows', message } };
  }
  return { ok: true, rows };
}

function unreadable(message: string): ListReading {
  return { ok: false, error: { kind: 'unreadable', message } };
}

/** Text that was never a list: a workbook, an archive, or a file in another encoding. */
function binaryProblem(text: string): string | null {
  if (text.startsWith('PK\u0003\u0004')) {
    return 'This is a workbook or an archive, not a list. Save the sheet as “CSV UTF-8” and import that file.';
  }
  if (text.includes('\0')) {
    return 'This is not a text file (it holds binary data or is UTF-16). Save it as “CSV UTF-8” and import that file.';
  }
  if (text.includes('\uFFFD')) {
    return 'The text is not valid UTF-8, so some characters were lost. Save it as “CSV UTF-8” and import that file.';
  }
  return null;
}

interface Columns {
  email: number;
  tier: number;
  width: number;
  named: boolean;
}

/** The columns a first line names, what is wrong with them, or null where the line is data. */
function readHeader(fields: readonly string[]): { columns: Columns; problem?: string } | null {
  const names = fields.map((field) => field.trim().toLowerCase());
  if (names.some((name) => name.includes('@'))) return null;
  const kinds = names.map((name) => headerNames.get(name));
  if (!kinds.some(Boolean) && (names.length < 2 || tierNames.has(names[1] ?? ''))) return null;
  const email = kinds.indexOf('email');
  const tier = kinds.indexOf('tier');
  const columns = { email, tier, width: names.length, named: true };
  const unknown = fields.filter((field, index) => field.trim() !== '' && !kinds[index]).map((field) => field.trim());
  if (unknown.length > 0) {
    const listed = unknown.map((name) => `“${name.slice(0, 60)}”`).join(', ');
    const what = unknown.length === 1 ? `The column ${listed} is not known.` : `The columns ${listed} are not known.`;
    return { columns, problem: `${what} A list has the columns email and tier; remove the others.` };
  }
  if (email === -1) return { columns, problem: 'The list has no column “email”. Its columns are email and tier.' };
  const twice = ['email', 'tier'].find((kind) => kinds.filter((other) => other === kind).length > 1);
  if (twice) return { columns, problem: `The list has more than one column “${twice}”. Remove all but one.` };
  return { columns };
}

function readRow(
  record: SeparatedRecord,
  fields: readonly string[],
  columns: Columns,
  headerLine: number,
  defaultTier: Tier,
): ListRow {
  const position = record.line - headerLine;
  const wrong = shapeProblem(record, fields, columns);
  if (wrong) return { position, raw: shortened(record.raw.trim()), email: null, tier: null, problem: wrong };
  const email = fields[columns.email] ?? '';
  const tier = (columns.tier === -1 ? undefined : fields[columns.tier]) ?? '';
  return toRow(position, email === '' ? record.raw.trim() : email, email, tier, defaultTier);
}

function shapeProblem(record: SeparatedRecord, fields: readonly string[], columns: Columns): string | null {
  if (record.damaged) return 'A quotation mark is opened and not closed.';
  if (fields.length <= columns.width) return null;
  if (fields.filter((field) => field.includes('@')).length > 1) {
    return 'There are several addresses on this line. Put each on a line of its own.';
  }
  const expected = columns.named ? `${columns.width}, as the header` : 'an address and its tier';
  return `There are ${fields.length} fields on this line; expected ${expected}.`;
}

function toRow(position: number, raw: string, emailText: string, tierText: string, defaultTier: Tier): ListRow {
  // An apostrophe before = + - @ is what keeps a spreadsheet from running the field; it is no part of the address.
  const cleaned = storable(emailText)
    .replace(/\p{Cf}/gu, '')
    .replace(/^\s*'(?=[=+\-@])/, '');
  const email = emailSchema.safeParse(cleaned);
  const tierName = tierText.trim().toLowerCase();
  const tier = tierName === '' ? defaultTier : (tierNames.get(tierName) ?? null);
  const problem = email.success ? (tier ? null : tierProblem(tierText)) : emailProblem(cleaned.trim());
  return { position, raw: shortened(raw), email: email.success ? email.data : null, tier, problem };
}

function tierProblem(text: string): string {
  return `“${shortened(text.trim(), 60)}” is no tier. The tiers are standard, premium and enterprise.`;
}

function emailProblem(text: string): string {
  if (text === '') return 'The address is missing.';
  if (text.length > 254) return `The address has ${text.length} characters; at most 254 are possible.`;
  if (/[<>]/.test(text)) return 'Write only the address, without a name or angle brackets.';
  const parts = text.split('@');
  if (parts.length === 1) return 'There is no @ in it.';
  if (parts.length > 2) {
    return 'There is more than one @ in it. If these are several addresses, put each on a line of its own.';
  }
  if (/\s/.test(text)) return 'There is a space in the address.';
  const foreign = /[^!-~]/u.exec(text)?.[0];
  if (foreign) return `“${foreign}” can't be part of an address.`;
  if (parts[0] === '') return 'Nothing stands before the @.';
  if (!/^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(parts[1] ?? '')) return 'What follows the @ is not a domain.';
  return 'It is not an e-mail address.';
}

function withoutTrailingBlanks(fields: readonly string[]): string[] {
  let length = fields.length;
  while (length > 0 && (fields[length - 1] ?? '').replace(/\p{Cf}/gu, '').trim() === '') length -= 1;
  return fields.slice(0, length);
}

function shortened(text: string, length = longestRaw): string {
  return storable(text.slice(0, length));
}

/** What no store takes (NUL, half of a surrogate pair, as a cut can leave one) becomes the replacement character. */
function storable(text: string): string {
  return text.replace(/[\0\uD800-\uDFFF]/gu, '\uFFFD');
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
