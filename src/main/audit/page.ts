import { createHash } from 'node:crypto';
import { type ChainPosition, type ChainVerdict, verifyEntries, type WalkOptions } from '#shared/audit/chain.ts';
import { hashTextOver } from '#shared/audit/hash-text.ts';

/** One page of the log to be checked: the platform's answer as it came, and where the check stands. */
export interface PageRequest {
  readonly text: string;
  readonly from: ChainPosition;
  readonly options: WalkOptions;
}

export interface PageVerdict {
  readonly verdict: ChainVerdict;
  /** The entry that a finding is about, as JSON. */
  readonly entry: string | null;
}

const hashText = hashTextOver(Buffer.allocUnsafe, (bytes) => createHash('sha256').update(bytes).digest('hex'));

const longestEvidence = 20_000;

/** Checks a page. Runs in a thread of its own, because a page is some milliseconds of work and there may be thousands. */
export function verifyPage({ text, from, options }: PageRequest): PageVerdict {
  const { items } = JSON.parse(text) as { items: { sequence: number }[] };
  const verdict = verifyEntries(items, from, hashText, options);
  if (verdict.ok) return { verdict, entry: null };
  const entry = items.find(({ sequence }) => sequence >= verdict.finding.sequence);
  return { verdict, entry: entry ? JSON.stringify(entry).slice(0, longestEvidence) : null };
}
