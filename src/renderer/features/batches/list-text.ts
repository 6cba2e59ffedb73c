import { formatBytes, formatCount } from '#renderer/ui/format/numbers.ts';
import { fail, type Result, succeed } from '#shared/result.ts';

/** A list of addresses as text, from a file or the clipboard, before the platform has seen it. */
export interface ListText {
  text: string;
  /** Name of the file, or null for a paste. */
  fileName: string | null;
  bytes: number;
  /** Lines that hold something. */
  lines: number;
  /** What the person should know about how it was read; null where there is nothing to say. */
  note: string | null;
}

/** Most rows of one batch: the contract's number, without the validation library that importing it would bring. */
export const maximumRows = 100_000;

/** The platform takes 16 MiB a request; escaping and the rest of the request need some of that. */
export const maximumListBytes = 15 * 1024 * 1024;

/** How a list is refused: what is wrong with it, and what to do. */
export interface ListRefusal {
  title: string;
  detail: string;
}

const signatures: readonly { bytes: readonly number[]; what: string; instead: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'an Excel workbook or a zip archive',
    instead: 'Save the sheet as “CSV UTF-8” and import that file.',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'an old Excel workbook',
    instead: 'Save the sheet as “CSV UTF-8” and import that file.',
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', instead: 'Export the list as CSV and import that file.' },
  { bytes: [0x1f, 0x8b], what: 'a compressed file', instead: 'Unpack it and import the file inside.' },
];

/** Reads a file that somebody chose or dropped. Nothing is sent; a file that can't be a list is refused with the reason. */
export async function readListFile(file: Blob & { readonly name: string }): Promise<Result<ListText, ListRefusal>> {
  if (file.size === 0)
    return fail({ title: `${file.name} is empty`, detail: 'Choose a file with one address a line.' });
  if (file.size > maximumListBytes) return fail(tooLarge(file.name, file.size));
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return fail({
      title: `${file.name} could not be read`,
      detail: 'It may have been moved, or it is a folder. Choose it again.',
    });
  }
  const decoded = decode(bytes, file.name);
  return decoded.ok ? checkList(decoded.value.text, file.name, bytes.byteLength, decoded.value.note) : decoded;
}

/** Checks a pasted list the same way. */
export function readPaste(text: string): Result<ListText, ListRefusal> {
  return checkList(text, null, new Blob([text]).size, null);
}

function decode(bytes: Uint8Array, name: string): Result<{ text: string; note: string | null }, ListRefusal> {
  const signature = signatures.find((known) => known.bytes.every((byte, index) => bytes[index] === byte));
  if (signature !== undefined) {
    return fail({ title: `${name} is ${signature.what}, not a list`, detail: signature.instead });
  }
  const utf16 = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
  if (utf16 !== null) return succeed({ text: new TextDecoder(utf16).decode(bytes), note: 'Read as UTF-16.' });
  if (looksBinary(bytes)) {
    return fail({ title: `${name} is not a text file`, detail: 'Choose a CSV or text file with one address a line.' });
  }
  try {
    return succeed({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), note: null });
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    return succeed({ text, note: 'Not UTF-8, so it was read as Windows-1252: check addresses with accents.' });
  }
}

function startsWith(bytes: Uint8Array, ...start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Text has no NUL and next to no control characters other than tab and line ends. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 65_536);
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1;
  }
  // A NUL further on counts as well; indexOf is fast where a loop is not.
  return bytes.indexOf(0) !== -1 || controls > sample.length / 100;
}

function checkList(
  text: string,
  fileName: string | null,
  bytes: number,
  note: string | null,
): Result<ListText, ListRefusal> {
  const what = fileName ?? 'The paste';
  if (text.includes('\0')) {
    return fail({
      title: `${what} is not text`,
      detail: 'It holds NUL characters. Copy the list again from a text editor.',
    });
  }
  const lines = countLines(text);
  if (lines === 0) return fail({ title: `${what} is empty`, detail: 'A list has one address a line.' });
  if (bytes > maximumListBytes) return fail(tooLarge(what, bytes));
  // One line more than rows: the header.
  if (lines > maximumRows + 1) {
    return fail({
      title: `${what} has ${formatCount(lines)} lines`,
      detail: `A batch holds ${formatCount(maximumRows)} rows. Split the list and import the parts.`,
    });
  }
  return succeed({ text, fileName, bytes, lines, note });
}

function tooLarge(what: string, bytes: number): ListRefusal {
  return {
    title: `${what} has ${formatBytes(bytes)}`,
    detail: `A list may have ${formatBytes(maximumListBytes)} at most. Keep only the columns email and tier, or split it.`,
  };
}

/** Lines with anything but white space, without making an array of 100,000 of them. */
export function countLines(text: string): number {
  let lines = 0;
  let blank = true;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) blank = true;
    else if (blank && code !== 32 && code !== 9 && code !== 0xfeff) {
      lines += 1;
      blank = false;
    }
  }
  return lines;
}

/** The first lines, each cut, to look at what was chosen. */
export function firstLines(text: string, count: number): string[] {
  return text
    .slice(0, count * 400)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, count)
    .map((line) => (line.length > 200 ? `${line.slice(0, 200)}…` : line));
}

/** A name for the batch to begin with: the name of the file without its ending, as words. */
export function nameFromFile(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, 120);
}
