import type { ApprovalPolicy, RowClass } from '#contract/batches.ts';
import type { Tier } from '#contract/common.ts';
import type { ListRow } from '#shared/address-list.ts';

/** A row of the list with the part of its class that depends on the list alone; null is for the store to say. */
export interface ListedRow {
  position: number;
  raw_email: string;
  email: string | null;
  tier: Tier | null;
  class: Extract<RowClass, 'malformed' | 'duplicate'> | null;
  reason: string | null;
}

/** Finds malformed and repeated rows. Of equal addresses the first that can be used stands. */
export function classWithinList(rows: readonly ListRow[]): ListedRow[] {
  const first = new Map<string, ListRow>();
  return rows.map((row) => {
    const listed = { position: row.position, raw_email: row.raw, email: row.email, tier: row.tier };
    if (row.problem !== null || row.email === null) return { ...listed, class: 'malformed', reason: row.problem };
    const earlier = first.get(row.email);
    if (earlier) return { ...listed, class: 'duplicate', reason: repeatedReason(earlier, row) };
    first.set(row.email, row);
    return { ...listed, class: null, reason: null };
  });
}

function repeatedReason(earlier: ListRow, row: ListRow): string {
  const where = `The same address is on line ${earlier.position}`;
  return earlier.tier === row.tier ? `${where}.` : `${where}, as ${earlier.tier}; that line stands.`;
}

/**
 * First line of the text that a plan hash is made of. The ready rows follow in order, a line each:
 * position, address and tier, separated by tabs. Batch and name are in it, so that an approval holds for this batch alone.
 */
export function planHeader(batch: { id: string; name: string }): string {
  return `gatehouse-plan-1 ${batch.id} ${JSON.stringify(batch.name)}\n`;
}

/** How many admins must approve: two for a plan above one of the sizes in the policy (ruling R18). */
export function approvalsNeeded(policy: ApprovalPolicy, plan: { ready: number; enterprise: number }): number {
  return plan.ready > policy.quorum_seats || plan.enterprise > policy.quorum_enterprise_seats ? 2 : 1;
}
