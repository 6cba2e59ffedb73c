import type { AuditEntry, AuditHead } from '#contract/audit.ts';
import type { Page } from '#contract/common.ts';
import { roleSchema } from '#contract/common.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type AuditView, entriesAfter, listEntries, readHead } from './repository.ts';
import { type ChainVerdict, chainStart, isSignedBy, signHead, verifyChain } from './verify.ts';

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

/**
 * Checks the whole stored chain, its end against the head row, and where one was kept, a head that this platform signed
 * earlier. Only the kept head shows that the end of the chain was cut off together with the head row.
 */
export async function verifyStoredChain(
  deps: Pick<PlatformDeps, 'database' | 'keys'>,
  kept?: AuditHead,
): Promise<ChainVerdict> {
  if (kept && !isSignedBy(deps.keys.auditPublic.export({ type: 'spki', format: 'pem' }).toString(), kept)) {
    return broken(kept.sequence, 'The kept head was not signed by this platform, so it proves nothing.');
  }
  // Read before the entries: what is appended meanwhile lies behind it.
  const head = await readHead(deps.database);
  let position = chainStart;
  for (;;) {
    const entries = await entriesAfter(deps.database, position.sequence, pieceSize);
    for (const entry of entries) {
      const verdict = verifyChain([entry], position);
      if (!verdict.ok) return verdict;
      position = verdict.head;
      const expected = entry.sequence === head.sequence ? Buffer.from(head.hash).toString('hex') : null;
      const hash = Buffer.from(entry.hash).toString('hex');
      if (expected !== null && expected !== hash) return broken(entry.sequence, 'The head does not match the chain.');
      if (entry.sequence === kept?.sequence && kept.hash !== hash) {
        return broken(
          entry.sequence,
          `The chain was rewritten: entry ${entry.sequence} is not the one that was signed.`,
        );
      }
    }
    if (entries.length < pieceSize) break;
  }
  const reached = Math.max(head.sequence, kept?.sequence ?? 0);
  if (position.sequence < reached) {
    return broken(position.sequence + 1, `The chain ends at ${position.sequence}, but it once reached ${reached}.`);
  }
  return { ok: true, head: position };
}

function broken(sequence: number, message: string): ChainVerdict {
  return { ok: false, error: { sequence, message } };
}

function present(entry: AuditView): AuditEntry {
  const role = roleSchema.safeParse(entry.actor_role);
  const name = entry.personal?.subject_name;
  return {
    sequence: entry.sequence,
    at: entry.at.toISOString(),
    actor: {
      id: entry.actor_id,
      name: entry.actor_name ?? (entry.actor_id === null ? 'System' : 'Removed user'),
      role: role.success ? role.data : 'system',
    },
    action: entry.action,
    subject_type: entry.subject_type,
    subject_id: entry.subject_id,
    subject_name: typeof name === 'string' ? name : null,
    details: entry.details,
    personal: entry.personal,
    personal_commitment: entry.personal_commitment && Buffer.from(entry.personal_commitment).toString('hex'),
    request_id: entry.request_id,
    previous_hash: Buffer.from(entry.previous_hash).toString('hex'),
    hash: Buffer.from(entry.hash).toString('hex'),
  };
}
