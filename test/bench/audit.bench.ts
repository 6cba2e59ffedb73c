import { createHash } from 'node:crypto';
import type { AuditEntry } from '#contract/audit.ts';
import { hashText } from '#platform/audit/chain.ts';
import { canonicalFacts, canonicalJson, linkText } from '#shared/audit/canonical.ts';
import { type ChainEntry, type ChainPosition, chainStart, verifyEntries } from '#shared/audit/chain.ts';
import { makeChain } from '#test/support/audit-chain.ts';
import { measurePairs, type Pairs, timed } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';

const entryCount = 1_000_000;
/** The chain is made and measured in pieces that follow each other: as a whole it would need gigabytes. */
const pieceSize = 50_000;

/** What a bare chained SHA-256 hashes: the bytes of every entry, and those of its names where it has some. */
interface BareEntry {
  text: Uint8Array;
  personal: Uint8Array | null;
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const pairs: Pairs = { subject: [], yardstick: [] };
  let last: AuditEntry[] = [];
  for (let made = 0; made < entryCount; made += pieceSize) {
    const from = last.at(-1) ?? chainStart;
    const entries = makeChain({ count: pieceSize, after: last });
    last = entries.slice(-1);
    const piece = await measurePiece(entries, from);
    // The first piece warms both sides up.
    if (made === 0) continue;
    pairs.subject.push(...piece.subject);
    pairs.yardstick.push(...piece.yardstick);
    report(`${made + pieceSize} entries`);
  }
  return [
    {
      name: 'audit verification / bare chained SHA-256',
      subject: `one chain of ${entryCount} entries as the platform answers them: canonical text, commitment, hash, links`,
      yardstick: 'createHash over the same bytes, ready made',
      unit: 'entries/s',
      better: 'higher',
      limit: 0.4,
      goal: 0.8,
      pairs,
    },
  ];
}

/** Both sides over one piece of the chain. */
function measurePiece(entries: readonly ChainEntry[], from: ChainPosition): Promise<Pairs> {
  const bare = entries.map(bareOf);
  const end = entries.at(-1)?.hash;
  const perSecond = async (work: () => string) => {
    let reached = '';
    const milliseconds = await timed(async () => {
      reached = work();
    });
    if (reached !== end) throw new Error('The two sides did not hash the same bytes.');
    return (entries.length * 1000) / milliseconds;
  };
  return measurePairs({
    pairs: 1,
    warmUp: 0,
    subject: () => perSecond(() => verifyEntries(entries, from, hashText).position.hash),
    yardstick: () => perSecond(() => bareChain(bare, from.hash)),
  });
}

function bareChain(entries: readonly BareEntry[], from: string): string {
  let previous: Buffer = Buffer.from(from, 'hex');
  for (const { text, personal } of entries) {
    if (personal) createHash('sha256').update(personal).digest();
    previous = createHash('sha256').update(previous).update(text).digest();
  }
  return previous.toString('hex');
}

function bareOf(entry: ChainEntry): BareEntry {
  const facts = canonicalFacts({ ...entry, actor_id: entry.actor.id, actor_role: entry.actor.role });
  const salt = Buffer.from(entry.personal_salt ?? '', 'hex');
  return {
    text: Buffer.from(linkText(entry.sequence, facts)),
    personal: entry.personal && Buffer.concat([salt, Buffer.from(canonicalJson(entry.personal))]),
  };
}

export const bench: Bench = { name: 'audit', run };
