import type { Tier } from '#contract/common.ts';
import type { FunnelGroup } from '#renderer/data/onboarding/funnel.ts';
import { weekWords } from '#renderer/ui/format/weeks.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import type { Breakdown } from './address.ts';

const tiers: readonly (string | null)[] = ['standard', 'premium', 'enterprise'];

/** Tiers by their rank, weeks newest first, batches as they come: largest first. */
export function inOrder(by: Breakdown, groups: readonly FunnelGroup[]): readonly FunnelGroup[] {
  const place = ({ key }: FunnelGroup) => tiers.indexOf(key);
  if (by === 'tier') return [...groups].sort((left, right) => place(left) - place(right));
  if (by === 'week') return [...groups].sort((left, right) => ((left.key ?? '') < (right.key ?? '') ? 1 : -1));
  return groups;
}

/** A group as a person calls it. */
export function groupName(by: Breakdown, { key, name }: Pick<FunnelGroup, 'key' | 'name'>): string {
  if (by === 'week' && key !== null) return weekWords(key);
  return by === 'tier' && tiers.includes(key) ? tierLabel(key as Tier) : name;
}
