import { entryText, parsedText } from './canonical.ts';

/*
 * Checking the chain from what `GET /api/audit` answers. The platform, the console and the offline verifier all run
 * this very code; only the SHA-256 differs, because each place has another one.
 */

/** Hex SHA-256 of some bytes (in hex) followed by a text (in UTF-8): links and commitments both have this form. */
export type HashText = (bytes: string, text: string) => string;

/** An entry as the platform answers it, as far as the chain is concerned. */
export interface ChainEntry {
  sequence: number;
  at: string;
  actor: { id: string | null; role: string };
  action: string;
  subject_type: string;
  subject_id: string | null;
  subject_name: string | null;
  details: unknown;
  personal: Readonly<Record<string, unknown>> | null;
  personal_salt: string | null;
  personal_commitment: string | null;
  request_id: string | null;
  previous_hash: string;
  hash: string;
}

/** Where a check stands: the newest entry that was checked, and its hash in hex. */
export interface ChainPosition {
  readonly sequence: number;
  readonly hash: string;
}

export const chainStart: ChainPosition = { sequence: 0, hash: '0'.repeat(64) };

/**
 * What can be wrong with a chain.
 * - changed: an entry does not say what it said when it was written
 * - personal: its names or addresses are not those that were committed to
 * - missing: a number is not there
 * - unlinked: an entry does not follow the one before it, so one of the two was replaced or moved
 * - unreadable: something stands there that is no entry
 * - short: the chain ends before the entry that its signed head names
 * - head: the signed head names another hash than the chain has
 * - behind: the signed head is older than one that was signed before: cut off, or restored from a backup
 * - rewritten: the chain no longer passes through a head that was signed before
 * - key: heads are signed by another key than before
 * - signature: the head's signature is wrong
 */
export type FindingKind =
  | 'changed'
  | 'personal'
  | 'missing'
  | 'unlinked'
  | 'unreadable'
  | 'short'
  | 'head'
  | 'behind'
  | 'rewritten'
  | 'key'
  | 'signature';

/** The first thing that is wrong with a chain. */
export interface Finding {
  readonly kind: FindingKind;
  /** The entry it was found at. */
  readonly sequence: number;
  /** What should stand there by the chain, and what does. */
  readonly expected: string;
  readonly found: string;
}

export type ChainVerdict =
  | { readonly ok: true; readonly position: ChainPosition }
  | { readonly ok: false; readonly position: ChainPosition; readonly finding: Finding };

export interface WalkOptions {
  /** The last entry to look at; what lies behind it came later and is not part of this check. */
  readonly upTo?: number;
  /** Hashes that were signed or verified before, by the number of their entry: the chain has to pass through them. */
  readonly marks?: Readonly<Record<number, string>>;
  /** True where the first entry is one whose hash is known by a mark, while the one before it is not at hand. */
  readonly anchored?: boolean;
  /** Findings that somebody has acknowledged (`findingName`): the walk goes on behind them. */
  readonly tolerated?: readonly string[];
}

/** One name for one finding, however often it is found again: a log that was set back goes on growing. */
export function findingName({ kind, sequence, expected, found }: Finding): string {
  return kind === 'behind' ? `${kind}:${sequence}` : `${kind}:${sequence}:${expected}:${found}`;
}

/**
 * Checks entries in the order of their numbers, going on from where the last piece ended: none missing, none moved,
 * none changed, and names that are still shown are the ones that were committed to.
 */
export function verifyEntries(
  entries: readonly unknown[],
  from: ChainPosition,
  hash: HashText,
  { upTo = Number.POSITIVE_INFINITY, marks, anchored = false, tolerated = [] }: WalkOptions = {},
): ChainVerdict {
  let position = from;
  const first = entries[0];
  if (anchored && isEntry(first)) position = { sequence: from.sequence, hash: first.previous_hash };
  for (const candidate of entries) {
    if (!isEntry(candidate)) {
      const finding = find('unreadable', position.sequence + 1, 'an entry', shortened(candidate));
      return { ok: false, position, finding };
    }
    if (candidate.sequence > upTo) break;
    for (const problemOf of problems) {
      const finding = problemOf(candidate, position, hash, marks);
      // An entry that was acknowledged as broken says by itself where the chain went on.
      if (finding !== null && !tolerated.includes(findingName(finding))) return { ok: false, position, finding };
    }
    position = { sequence: candidate.sequence, hash: candidate.hash };
  }
  return { ok: true, position };
}

type Marks = NonNullable<WalkOptions['marks']>;

/** What can be wrong with one entry, each apart: who acknowledges one has not acknowledged the others. */
const problems: readonly ((
  entry: ChainEntry,
  before: ChainPosition,
  hash: HashText,
  marks: Marks | undefined,
) => Finding | null)[] = [placeProblemOf, contentProblemOf, personalProblemOf, markProblemOf];

function placeProblemOf({ sequence, previous_hash: previous }: ChainEntry, before: ChainPosition): Finding | null {
  if (sequence !== before.sequence + 1) {
    return find('missing', before.sequence + 1, `entry ${before.sequence + 1}`, `entry ${sequence}`);
  }
  return previous === before.hash ? null : find('unlinked', sequence, before.hash, previous);
}

function contentProblemOf(entry: ChainEntry, _before: ChainPosition, hash: HashText): Finding | null {
  const computed = entryHash(entry, hash);
  return computed === entry.hash ? null : find('changed', entry.sequence, entry.hash, computed);
}

function markProblemOf(
  { sequence, hash }: ChainEntry,
  _before: ChainPosition,
  _hash: HashText,
  marks: Marks | undefined,
): Finding | null {
  const mark = marks?.[sequence];
  return mark === undefined || mark === hash ? null : find('rewritten', sequence, mark, hash);
}

/** The hash of an entry from what it says. */
export function entryHash(entry: ChainEntry, hash: HashText): string {
  const text = entryText(entry.sequence, {
    at: entry.at,
    actor_id: entry.actor.id,
    actor_role: entry.actor.role,
    action: entry.action,
    subject_type: entry.subject_type,
    subject_id: entry.subject_id,
    details: entry.details,
    personal_commitment: entry.personal_commitment,
    request_id: entry.request_id,
  });
  return hash(entry.previous_hash, text);
}

/** Erased names leave nothing to check; names that are shown must be those that were committed to. */
function personalProblemOf(entry: ChainEntry, _before: ChainPosition, hash: HashText): Finding | null {
  const { sequence, personal, personal_salt: salt, personal_commitment: commitment } = entry;
  const named = personal?.subject_name;
  if (entry.subject_name !== (typeof named === 'string' ? named : null)) {
    return find('personal', sequence, typeof named === 'string' ? named : 'no name', entry.subject_name ?? 'no name');
  }
  if (personal === null) return salt === null ? null : find('personal', sequence, 'no salt', salt);
  if (salt === null) return find('personal', sequence, 'a salt', 'none, so that nothing proves the names');
  const computed = hash(salt, parsedText(personal));
  return computed === commitment ? null : find('personal', sequence, commitment ?? 'no names', computed);
}

function find(kind: FindingKind, sequence: number, expected: string, found: string): Finding {
  return { kind, sequence, expected, found };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';
const hexBytes = /^(?:[0-9a-f]{2})*$/;

/** Whether something can be checked as an entry; it may come from a file that anybody wrote. */
function isEntry(value: unknown): value is ChainEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Record<keyof ChainEntry, unknown>;
  const actor = entry.actor as Record<string, unknown> | null | undefined;
  return (
    Number.isSafeInteger(entry.sequence) &&
    isText(entry.at) &&
    typeof actor === 'object' &&
    actor !== null &&
    isTextOrNull(actor.id) &&
    isText(actor.role) &&
    isText(entry.action) &&
    isText(entry.subject_type) &&
    isTextOrNull(entry.subject_id) &&
    isTextOrNull(entry.subject_name) &&
    typeof entry.personal === 'object' &&
    (entry.personal_salt === null || (isText(entry.personal_salt) && hexBytes.test(entry.personal_salt))) &&
    isTextOrNull(entry.personal_commitment) &&
    isTextOrNull(entry.request_id) &&
    isText(entry.previous_hash) &&
    isText(entry.hash)
  );
}

function shortened(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
