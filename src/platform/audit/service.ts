import type { AuditEntry, AuditHead } from '#contract/audit.ts';
import type { Page } from '#contract/common.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type ChainPosition, chainStart, type Finding, verifyEntries } from '#shared/audit/chain.ts';
import { findingInWords } from '#shared/audit/words.ts';
import { hashText } from './chain.ts';
import { presentEntry } from './present.ts';
import { entriesAfter, listEntries, readHead } from './repository.ts';
import { isSignedBy, signHead } from './verify.ts';

export async function getEntries(
  deps: PlatformDeps,
  query: HandlerInputOf<'audit.list'>['query'],
): Promise<Page<AuditEntry>> {
  const { limit, cursor, sort, ...filters } = query;
  const page = await listEntries(deps.database, filters, { limit, cursor, sort });
  return { items: page.rows.map(presentEntry), next_cursor: page.nextCursor, total: page.total };
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
      const verdict = verifyEntries([presentEntry({ ...entry, actor_name: null })], position, hashText, { marks });
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
