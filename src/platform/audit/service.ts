import type { AuditEntry, AuditHead } from '#contract/audit.ts';
import type { Page } from '#contract/common.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type ChainPosition, chainStart, type Finding, verifyEntries } from '#shared/audit/chain.ts';
import { findingInWords } from '#shared/audit/words.ts';
import { hashText } from './chain.ts';
import { type AuditView, entriesAfter, listEntries, readHead } from './repository.ts';
import { isSignedBy, signHead } from './verify.ts';

export async function getEntries(
  deps: PlatformDeps,
  query: HandlerInputOf<'audit.list'>['query'],
): Promise<Page<AuditEntry>> {
  const { limit, cursor, sort, ...filters } = query;
  const page = await listEntries(deps.database, filters, { limit, cursor, sort });
  return { items: page.rows.map(present), next_cursor: page.nextCursor, total: page.total };
}

export async function getHead(deps: PlatformDeps): Promise<AuditHead> {
  return signHead(deps.keys, await readHead(deps.database), deps.clock.now());
}

/** Entries that are read and checked at a time. */
const pieceSize = 5000;

/** What checking the stored chain came to. */
export type StoredVerdict = { ok: true; head: ChainPosition } | { ok: false; finding: Finding; message: string };

/**
 * Checks the whole stored chain, its end against the head row, and where one was kept, a head that this platform signed
 * earlier. Only the kept head shows that the end of the chain was cut off together with the head row.
 */
export async function verifyStoredChain(
  deps: Pick<PlatformDeps, 'database' | 'keys'>,
  kept?: AuditHead,
): Promise<StoredVerdict> {
  if (kept && !isSignedBy(deps.keys.auditPublic.export({ type: 'spki', format: 'pem' }).toString(), kept)) {
    return broken({ kind: 'signature', sequence: kept.sequence, expected: 'this platform', found: 'somebody else' });
  }
  // Read before the entries: what is appended meanwhile lies behind it.
  const head = await readHead(deps.database);
  const headHash = Buffer.from(head.hash).toString('hex');
  const marks = kept ? { [kept.sequence]: kept.hash } : {};
  let position = chainStart;
  for (;;) {
    const entries = await entriesAfter(deps.database, position.sequence, pieceSize);
    for (const entry of entries) {
      const verdict = verifyEntries([present({ ...entry, actor_name: null })], position, hashText, { marks });
      if (!verdict.ok) return broken(verdict.finding);
      position = verdict.position;
      if (position.sequence === head.sequence && position.hash !== headHash) {
        return broken({ kind: 'head', sequence: position.sequence, expected: headHash, found: position.hash });
      }
    }
    if (entries.length < pieceSize) break;
  }
  const reached = Math.max(head.sequence, kept?.sequence ?? 0);
  if (position.sequence >= reached) return { ok: true, head: position };
  return broken({ kind: 'short', sequence: position.sequence + 1, expected: String(reached), found: 'nothing' });
}

function broken(finding: Finding): StoredVerdict {
  return { ok: false, finding, message: findingInWords(finding) };
}

/**
 * An entry as it is answered. It says what is stored, also where somebody stored what the platform never would: the
 * chain then shows it, and a list that can't be read would hide it.
 */
function present(entry: AuditView): AuditEntry {
  const personal = factsOrNull(entry.personal);
  const name = personal?.subject_name;
  return {
    sequence: entry.sequence,
    at: timeOf(entry),
    actor: {
      id: entry.actor_id,
      name: entry.actor_name ?? (entry.actor_id === null ? 'System' : 'Removed user'),
      role: entry.actor_role,
    },
    action: entry.action,
    subject_type: entry.subject_type,
    subject_id: entry.subject_id,
    subject_name: typeof name === 'string' ? name : null,
    details: factsOrNull(entry.details) ?? { unreadable: entry.details },
    personal,
    personal_salt: hexOrNull(entry.personal_salt),
    personal_commitment: hexOrNull(entry.personal_commitment),
    request_id: entry.request_id,
    previous_hash: Buffer.from(entry.previous_hash).toString('hex'),
    hash: Buffer.from(entry.hash).toString('hex'),
  };
}

function timeOf({ at, stray_microseconds: stray }: AuditView): string {
  // A time that no platform ever wrote (infinity, before Christ) must not keep the entry from being read.
  const time = at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : '';
  if (!/^\d{4}-/.test(time)) return '0001-01-01T00:00:00.000Z';
  return stray === 0 ? time : time.replace('Z', `${String(stray).padStart(3, '0')}Z`);
}

function factsOrNull(value: unknown): Record<string, unknown> | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : { unreadable: value };
}

function hexOrNull(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('hex');
}
