import type { AuditExportStart } from '#contract/audit.ts';
import { findingInWords } from '#shared/audit/words.ts';
import type { ExportReport } from './export-check.ts';

export type Tone = 'ok' | 'warning' | 'critical';

/** One thing that was looked at, and what came of it. */
export interface Check {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

export interface Verdict {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

const counts = new Intl.NumberFormat('en-GB');
const count = (value: number) => counts.format(value);
const entries = (value: number) => (value === 1 ? 'one entry' : `${count(value)} entries`);

/** `22 Nov 2026, 06:00 UTC`; a text that is no time stays as it is. */
function time(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const date = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return `${date}, ${at.toISOString().slice(11, 16)} UTC`;
}

const filterWords: Record<string, string> = {
  action: 'what was done',
  actor_id: 'who did it',
  subject_type: 'kind of subject',
  subject_id: 'subject',
  q: 'text',
  after: 'after entry',
  since: 'since',
  until: 'until',
};

/** The filters of an export in words. */
export function filtersInWords(filters: AuditExportStart['filters']): string {
  return Object.entries(filters)
    .map(([name, value]) => `${filterWords[name] ?? name} “${String(value).slice(0, 200)}”`)
    .join(', ');
}

/** The answer first: does it hold? */
export function verdictOf(report: ExportReport): Verdict {
  const { start, finding, filtered } = report;
  if (start === null) {
    const text =
      'Its first line is not the one of an export. Choose the .ndjson file that the console saved; the one for spreadsheets (.csv) can be read, not verified.';
    return { tone: 'critical', title: 'This is no export of an audit log that can be verified.', text };
  }
  const where = `${start.platform}, as it stood on ${time(start.exported_at)}`;
  const broken = checksOf(report).filter(({ tone }) => tone === 'critical');
  if (broken.length > 0) {
    const first = finding === null ? (broken[0]?.text ?? '') : findingInWords(finding);
    return { tone: 'critical', title: 'This export does not hold.', text: `${first} It says it is from ${where}.` };
  }
  const held = `${entries(report.entries.count)} of ${where}, exported by ${start.exported_by.name}`;
  if (!filtered) {
    const title = 'This export is whole, and nothing in it was changed since it was signed.';
    return {
      tone: 'ok',
      title,
      text: `It holds ${held}: every entry from the first to number ${count(start.head.sequence)}.`,
    };
  }
  const title = 'Nothing in this export was changed since it was signed; it is a part of the log.';
  const text = `It holds ${held}, chosen by ${filtersInWords(start.filters)}. That nothing is missing between them only an export without filters can show.`;
  return { tone: 'warning', title, text };
}

/** Everything that was looked at, one by one. */
export function checksOf(report: ExportReport): Check[] {
  if (report.start === null) return [];
  const checks = [entriesCheck(report), namesCheck(report), headCheck(report, report.start), sealCheck(report)];
  return [...checks, keptCheck(report)].filter((check) => check !== null);
}

function entriesCheck({ finding, filtered, gaps, entries: { count: found, first, last } }: ExportReport): Check {
  const title = 'Entries';
  if (finding !== null && finding.kind !== 'personal') {
    const before = finding.sequence - 1;
    const rest = before > 0 && !filtered ? ` Up to entry ${count(before)} the log is as it was.` : '';
    return { tone: 'critical', title, text: `${findingInWords(finding)}${rest}` };
  }
  if (found === 0) return { tone: 'warning', title, text: 'No entry is in this file.' };
  if (!filtered) {
    const text = `Every entry from 1 to ${count(last)} is there, in order, and says what it said when it was written.`;
    return { tone: 'ok', title, text };
  }
  const unbroken = gaps === (first > 1 ? 1 : 0);
  const linked = unbroken
    ? `They follow one another without a gap, from ${count(first)} to ${count(last)}.`
    : 'Where two follow one another, they are linked; what lies between the others is not in this file.';
  const text = `Each of the ${entries(found)} says what it said when it was written. ${linked}`;
  return { tone: 'ok', title, text };
}

function namesCheck({ finding, entries: { erased } }: ExportReport): Check {
  const title = 'Names and addresses';
  if (finding?.kind === 'personal') return { tone: 'critical', title, text: findingInWords(finding) };
  if (finding !== null)
    return { tone: 'warning', title, text: `Looked at up to entry ${count(finding.sequence)} only.` };
  const gone =
    erased === 0
      ? ''
      : ` In ${entries(erased)} they were erased, as the law on personal data asks; the log is valid without them.`;
  return { tone: 'ok', title, text: `Those that are shown are the ones that were recorded.${gone}` };
}

function headCheck({ headSigned }: ExportReport, { head }: AuditExportStart): Check {
  const title = 'Signed head';
  return headSigned
    ? { tone: 'ok', title, text: `Entry ${count(head.sequence)} was signed as the newest on ${time(head.signed_at)}.` }
    : { tone: 'critical', title, text: 'The signature of the log’s head is wrong.' };
}

function sealCheck({ seal, strangeLine }: ExportReport): Check {
  const title = 'The file';
  const strange = strangeLine === null ? '' : ` Line ${count(strangeLine)} is none of an export.`;
  if (seal === 'good' && strange === '') {
    return { tone: 'ok', title, text: 'Every byte is as the platform sent it, and signed as a whole.' };
  }
  const texts = {
    good: 'Something stands in it that does not belong there.',
    changed: 'It is not as the platform sent it: something in it was changed, added or taken away afterwards.',
    unsigned: 'It was sealed by somebody who has not the platform’s key.',
    missing: 'Its last line is missing, so it was cut off or changed.',
  };
  return { tone: 'critical', title, text: `${texts[seal]}${strange}` };
}

function keptCheck({ kept, finding, filtered }: ExportReport): Check | null {
  const title = 'The head you kept';
  switch (kept) {
    case null:
      return null;
    case 'passed': {
      if (finding !== null) {
        return { tone: 'warning', title, text: 'An entry with its hash is there, but the export does not hold.' };
      }
      const tied = filtered
        ? 'Its entry is here and still the same, and so is the key. Only entries that lead up to it without a gap are tied to it.'
        : 'The log passes through it: nothing before it was rewritten, and the key is the same.';
      return { tone: 'ok', title, text: tied };
    }
    case 'other':
      return { tone: 'critical', title, text: 'The log was rewritten: this is not the entry that was signed then.' };
    case 'behind':
      return {
        tone: 'critical',
        title,
        text: 'The export ends before it: the file is older, or the end of the log was cut off or set back.',
      };
    case 'key':
      return {
        tone: 'critical',
        title,
        text: 'It was signed with another key, so one of the two is not from this platform.',
      };
    case 'absent':
      return { tone: 'warning', title, text: 'Its entry is not in this file, so the two can’t be compared.' };
  }
}

/** What no check of a file can tell. */
export function limitsOf(report: ExportReport): string[] {
  return [
    ...(report.kept === 'passed'
      ? []
      : [
          'That the key is the platform’s own: compare it, or paste a signed head that you kept earlier. Whoever has another key can make another log and sign it.',
        ]),
    'What happened after the export, and whether a longer log existed before: heads that are kept elsewhere show that.',
    'What was done without the platform: the log tells what was recorded, not what else happened.',
    'Who really sat at the keyboard. An entry names the account that was signed in. The name beside an account’s id is the one it had when the export was made.',
    'The exact time: it is the clock of the computer that wrote the entry.',
    'Anything, if both the database and the platform’s secret were in one hand.',
  ];
}
