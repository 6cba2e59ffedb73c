import { formatCount } from '#renderer/ui/format/numbers.ts';
import { formatTime } from '#renderer/ui/format/times.ts';
import { codeInWords, factInWords } from './code-words.ts';

/** One fact of an audit entry. Of groups of counts, zeros are left out. `before` stands only where the entry says what something was. */
export interface DetailLine {
  name: string;
  before?: string;
  value: string;
}

type Facts = Readonly<Record<string, unknown>>;

/** The details of an entry as lines of words, whatever their shape: before and after beside each other where both are told. */
export function detailLines(details: Facts): DetailLine[] {
  const { before, after, ...rest } = details;
  const lines = Object.entries(rest).map(([name, value]) => line(name, value));
  if (!isFacts(before) || !isFacts(after)) {
    return [
      ...lines,
      ...Object.entries({ before, after }).flatMap(([name, value]) => (value === undefined ? [] : [line(name, value)])),
    ];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = names.map((name) => change(name, before[name], after[name]));
  return [...changes, ...lines];
}

/**
 * The personal details as lines. Of an ended session the platform notes a code and what somebody wrote, both as its
 * reason: what was written is told apart.
 */
export function personalLines(personal: Facts, details: readonly DetailLine[]): DetailLine[] {
  const taken = new Set(details.map(({ name }) => name));
  return detailLines(personal).map((line) =>
    taken.has(line.name) ? { ...line, name: `${line.name} in words` } : line,
  );
}

/** The details in one line, for the list. */
export function detailSummary(details: Facts): string {
  return detailLines(details)
    .map(({ name, before, value }) => (before === undefined ? `${name}: ${value}` : `${name}: ${before} → ${value}`))
    .join(', ');
}

function line(name: string, value: unknown): DetailLine {
  if (isFacts(value)) {
    const [from, to] = 'before' in value ? [value.before, value.after] : [value.from, value.to];
    const pair = ('before' in value && 'after' in value) || ('from' in value && 'to' in value);
    if (pair && Object.keys(value).length === 2) return change(name, from, to);
  }
  return { name: factInWords(name), value: shown(name, value) };
}

/** What stayed as it was is told once, so that what changed stands out. */
function change(name: string, from: unknown, to: unknown): DetailLine {
  const [before, value] = [shown(name, from), shown(name, to)];
  return before === value ? { name: factInWords(name), value } : { name: factInWords(name), before, value };
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function shown(fact: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return Number.isInteger(value) ? formatCount(value) : String(value);
  if (typeof value === 'string') return moment.test(value) ? formatTime(value) : codeInWords(fact, value);
  if (Array.isArray(value)) return value.map((item) => shown(fact, item)).join(', ') || '–';
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== 0)
    .map(([name, inner]) => `${factInWords(name).toLowerCase()} ${shown(name, inner)}`);
  return parts.join(', ') || '–';
}
