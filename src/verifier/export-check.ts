import type { AuditExportEnd, AuditExportStart, AuditHead } from '#contract/audit.ts';
import { type ChainPosition, chainStart, type Finding, verifyEntries } from '#shared/audit/chain.ts';
import { fingerprintOf, sealedText, signedText } from '#shared/audit/heads.ts';
import { hashText, runningHash, textHash } from './hash.ts';
import { isSignedBy } from './signature.ts';

/** A head that somebody kept elsewhere, as the console copies it. */
export type KeptHead = Pick<AuditHead, 'sequence' | 'hash' | 'public_key'>;

/** What a file was found to be. */
export interface ExportReport {
  /** The first line of the file; null where it is no export. */
  readonly start: AuditExportStart | null;
  /** The entries that are there. */
  readonly entries: { readonly count: number; readonly first: number; readonly last: number; readonly erased: number };
  /** True where only entries that match filters are there. */
  readonly filtered: boolean;
  /** Places where numbers are left out; only filters may do that. */
  readonly gaps: number;
  /** The first thing that is wrong with the entries, and with their signed head. */
  readonly finding: Finding | null;
  readonly headSigned: boolean;
  /** good: every byte is as the platform sent it; changed; unsigned: as somebody sealed it who has not the key; missing. */
  readonly seal: 'good' | 'changed' | 'unsigned' | 'missing';
  /** Lines that are none of an export, by number. */
  readonly strangeLine: number | null;
  /** Of the kept head, where one was given. */
  readonly kept: 'passed' | 'other' | 'absent' | 'behind' | 'key' | null;
  readonly fingerprint: string | null;
}

type Line = Partial<Record<string, unknown>> & { kind?: unknown };

const decoder = new TextDecoder('utf-8', { fatal: true });
const feed = Uint8Array.of(10);

/** Checks an export line by line, from the file alone. */
export class ExportCheck {
  readonly #kept: KeptHead | null;
  readonly #hash = runningHash();
  /** The newest line, not hashed yet: the last one is the seal, which is not part of what it seals. */
  #waiting: Uint8Array | null = null;
  #start: AuditExportStart | null = null;
  #end: AuditExportEnd | null = null;
  #position: ChainPosition = chainStart;
  #count = 0;
  #first = 0;
  #last = 0;
  #erased = 0;
  #gaps = 0;
  #lines = 0;
  #strange: number | null = null;
  #finding: Finding | null = null;
  #keptHash: string | null = null;

  constructor(kept: KeptHead | null = null) {
    this.#kept = kept;
  }

  /** Takes the next line. Answers false where going on makes no sense, because this is no export. */
  take(bytes: Uint8Array): boolean {
    this.#lines += 1;
    if (this.#waiting !== null) {
      this.#hash.update(this.#waiting);
      this.#hash.update(feed);
    }
    this.#waiting = bytes.slice();
    const line = parse(bytes);
    if (this.#lines === 1) {
      this.#start = isStart(line) ? line : null;
      return this.#start !== null;
    }
    if (this.#end === null && line?.kind === 'entry') this.#entry(line);
    else if (this.#end === null && isEnd(line)) this.#end = line;
    else this.#strange ??= this.#lines;
    return true;
  }

  finish(): ExportReport {
    const start = this.#start;
    if (start !== null) this.#finding ??= this.#headFinding(start);
    return {
      start,
      entries: { count: this.#count, first: this.#first, last: this.#last, erased: this.#erased },
      filtered: this.#filtered,
      gaps: this.#gaps,
      finding: this.#finding,
      headSigned: start !== null && isSignedBy(start.head.public_key, signedText(start.head), start.head.signature),
      seal: this.#seal(),
      strangeLine: this.#strange,
      kept: this.#keptVerdict(),
      fingerprint: start === null ? null : fingerprintOf(start.head.public_key, textHash),
    };
  }

  get #filtered(): boolean {
    return this.#start !== null && Object.keys(this.#start.filters).length > 0;
  }

  #entry(entry: Line): void {
    const { sequence, hash, personal, personal_commitment: commitment } = entry;
    this.#count += 1;
    if (typeof sequence === 'number') {
      if (this.#count === 1) this.#first = sequence;
      this.#last = sequence;
      if (sequence === this.#kept?.sequence) this.#keptHash = String(hash);
    }
    if (personal === null && commitment !== null) this.#erased += 1;
    // After the first break nothing that follows can be tied to what came before.
    if (this.#finding !== null) return;
    const leaps = this.#filtered && typeof sequence === 'number' && sequence > this.#position.sequence + 1;
    if (leaps) this.#gaps += 1;
    const from = leaps ? { sequence: sequence - 1, hash: '' } : this.#position;
    const verdict = verifyEntries([entry], from, hashText, { anchored: leaps });
    if (verdict.ok) this.#position = verdict.position;
    else this.#finding = verdict.finding;
  }

  /** The entries have to end where the signed head says, or with filters at least not behind it. */
  #headFinding({ head }: AuditExportStart): Finding | null {
    const { sequence, hash } = this.#position;
    if (sequence === head.sequence) {
      return hash === head.hash ? null : { kind: 'head', sequence, expected: head.hash, found: hash };
    }
    if (sequence < head.sequence && this.#filtered) return null;
    const kind = sequence < head.sequence ? 'short' : 'head';
    return { kind, sequence: sequence + 1, expected: String(head.sequence), found: String(sequence) };
  }

  #seal(): ExportReport['seal'] {
    if (this.#end === null || this.#start === null) return 'missing';
    const { sha256, signature, entries } = this.#end;
    if (sha256 !== this.#hash.hex() || entries !== this.#count) return 'changed';
    return isSignedBy(this.#start.head.public_key, sealedText(sha256), signature) ? 'good' : 'unsigned';
  }

  #keptVerdict(): ExportReport['kept'] {
    if (this.#kept === null || this.#start === null) return null;
    if (this.#kept.public_key.trim() !== this.#start.head.public_key.trim()) return 'key';
    if (this.#start.head.sequence < this.#kept.sequence) return 'behind';
    if (this.#keptHash === null) return 'absent';
    return this.#keptHash === this.#kept.hash ? 'passed' : 'other';
  }
}

function parse(bytes: Uint8Array): Line | null {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** As far as it is used here; anybody may have written the file. */
function isStart(line: Line | null): line is AuditExportStart & Line {
  return (
    line?.kind === 'export' &&
    line.version === 1 &&
    isText(line.platform) &&
    isText(line.exported_at) &&
    isObject(line.exported_by) &&
    isText(line.exported_by.name) &&
    isObject(line.filters) &&
    isHead(line.head)
  );
}

function isHead(head: unknown): head is AuditHead {
  if (!isObject(head) || !Number.isSafeInteger(head.sequence)) return false;
  return [head.hash, head.signed_at, head.signature, head.public_key].every(isText);
}

function isEnd(line: Line | null): line is AuditExportEnd & Line {
  return line?.kind === 'end' && isText(line.sha256) && isText(line.signature) && Number.isSafeInteger(line.entries);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a head as the console copies it; null for anything else. */
export function readKeptHead(text: string): KeptHead | null {
  try {
    const head: unknown = JSON.parse(text);
    return isHead(head) && isSignedBy(head.public_key, signedText(head), head.signature) ? head : null;
  } catch {
    return null;
  }
}
