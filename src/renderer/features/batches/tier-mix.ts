import type { BatchCounts } from '#contract/batches.ts';
import type { Tier } from '#contract/common.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import type { Share } from './share-bar.tsx';

/** The mix the programme plans for, in tenths of the seats (S1: 60/30/10). */
export const plannedMix: Readonly<Record<Tier, number>> = { standard: 0.6, premium: 0.3, enterprise: 0.1 };
const tiers = ['standard', 'premium', 'enterprise'] as const satisfies readonly Tier[];

/** Ready rows by tier. */
export function tierShares(counts: BatchCounts): Share[] {
  return tiers.map((tier) => ({ key: tier, label: tierLabel(tier).toLowerCase(), count: counts[tier], colour: tier }));
}

export interface MixLine {
  tier: Tier;
  count: number;
  share: number | null;
  planned: number;
}

/** Each tier's share of the ready rows beside the planned one; null where nothing is ready. */
export function tierMix(counts: BatchCounts): MixLine[] {
  const all = tiers.reduce((sum, tier) => sum + counts[tier], 0);
  return tiers.map((tier) => ({
    tier,
    count: counts[tier],
    share: all === 0 ? null : counts[tier] / all,
    planned: plannedMix[tier],
  }));
}
