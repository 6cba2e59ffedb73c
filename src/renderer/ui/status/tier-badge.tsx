import type { Tier } from '#contract/common.ts';
import { tierNames } from '#shared/tier-names.ts';
import classes from './badge.module.css';

export function tierLabel(tier: Tier): string {
  return tierNames[tier];
}

/** A tier in its own quiet hue, the same in every list and chart. Null shows a dash. */
export function TierBadge({ tier }: { tier: Tier | null }) {
  if (tier === null) return <span>–</span>;
  return <span className={`${classes.badge} ${classes[tier]}`}>{tierNames[tier]}</span>;
}
