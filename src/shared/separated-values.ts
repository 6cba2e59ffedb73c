/** One record of a list, with the text it was read from. */
export interface SeparatedRecord {
  /** 1-based line on which it begins. */
  line: number;
  fields: string[];
  raw: string;
  /** True where a quote was opened and not closed as it should be; the fields are then the plain text of that line. */
  damaged: boolean;
}

const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** How far a quoted field may reach. Beyond it the quote counts as damaged, so that one stray quote can't swallow a file. */
const longestQuotedField = 2000;

/** The delimiter that most of the first lines have; a comma where none has any. */
export function guessDelimiter(text: string): Delimiter {
  const lines = text.slice(0, 64 * 1024).split(/\r\n|\r|\n/, 200);
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of delimiters) {
    const found = lines.filter((line) => line.replace(/"[^"]*"/g, '').includes(delimiter)).length;
    if (found > most) [best, most] = [delimiter, found];
  }
  return best;
}

/**
 * Reads separated values (RFC 4180 with any line end). Unlike a general reader it recovers from a damaged quote on the
 * line it is on: here every line is somebody's address, and one bad line must not take the others with it.
 */
export function* readSeparatedValues(text: string, delimiter: Delimiter): Generator<SeparatedRecord> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const record = readRecord(text, at, delimiter);
    const raw = text.slice(at, record.end);
    yield { line, fields: record.fields, raw, damaged: record.damaged };
    line += 1 + countLineEnds(raw);
    at = afterLineEnd(text, record.end);
  }
}

function readRecord(text: string, start: number, delimiter: Delimiter) {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const opening = skipBlanks(text, at, delimiter);
    if (text[opening] === '"') {
      const quoted = readQuoted(text, opening, delimiter);
      if (!quoted) {
        const end = lineEndAfter(text, start);
        return { fields: text.slice(start, end).split(delimiter), end, damaged: true };
      }
      fields.push(quoted.value);
      at = quoted.end;
    } else {
      const end = fieldEnd(text, at, delimiter);
      fields.push(text.slice(at, end));
      at = end;
    }
    if (text[at] !== delimiter) return { fields, end: at, damaged: false };
    at += 1;
  }
}

/** The field behind an opening quote, or null where no closing quote stands where one may. */
function readQuoted(text: string, opening: number, delimiter: Delimiter): { value: string; end: number } | null {
  const limit = opening + longestQuotedField;
  let at = opening + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1 || quote > limit) return null;
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const end = skipBlanks(text, quote + 1, delimiter);
    const next = text[end];
    if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') return null;
    const value = text.slice(opening + 1, quote).replaceAll('""', '"');
    // Text on several lines is two records with a stray quote each: nothing that belongs in a list has line breaks.
    return /\S[^\S\r\n]*[\r\n]+\s*\S/.test(value) ? null : { value, end };
  }
}

function skipBlanks(text: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (text[at] === ' ' || (text[at] === '\t' && delimiter !== '\t')) at += 1;
  return at;
}

function fieldEnd(text: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function lineEndAfter(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

function countLineEnds(raw: string): number {
  return raw.match(/\r\n|\r|\n/g)?.length ?? 0;
}
