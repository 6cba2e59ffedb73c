import { createHash } from 'node:crypto';
import { hashText } from '#platform/audit/chain.ts';
import { canonicalFacts, canonicalJson, linkText } from '#shared/audit/canonical.ts';
import { type ChainEntry, chainStart, verifyEntries } from '#shared/audit/chain.ts';
import { makeChain } from '#test/support/audit-chain.ts';
import { measurePairs, timed } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';

const entryCount = 1_000_000;
const pairs = 5;

/** What a bare chained SHA-256 hashes: the bytes of every entry, and those of its names where it has some. */
interface BareEntry {
  text: Uint8Array;
  personal: Uint8Array | null;
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  report(`making ${entryCount} entries`);
  const entries = makeChain({ count: entryCount });
  const bare = entries.map(bareOf);
  const end = entries.at(-1)?.hash;
  const verify = async () => {
    const verdict = verifyEntries(entries, chainStart, hashText);
    if (verdict.position.hash !== end) throw new Error('The chain is not whole.');
  };
  const hash = async () => {
    let previous = Buffer.alloc(32);
    for (const { text, personal } of bare) {
      if (personal) createHash('sha256').update(personal).digest();
      previous = createHash('sha256').update(previous).update(text).digest();
    }
    if (previous.toString('hex') !== end) throw new Error('The bare hashes went over other bytes.');
  };
  return [
    {
      name: 'audit verification / bare chained SHA-256',
      subject: `${entryCount} entries as the platform answers them: canonical text, commitment, hash, links`,
      yardstick: 'createHash over the same bytes, ready made',
      unit: 'entries/s',
      better: 'higher',
      limit: 0.4,
      goal: 0.8,
      pairs: await measurePairs({
        pairs,
        subject: async () => (entryCount * 1000) / (await timed(verify)),
        yardstick: async () => (entryCount * 1000) / (await timed(hash)),
      }),
    },
  ];
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
