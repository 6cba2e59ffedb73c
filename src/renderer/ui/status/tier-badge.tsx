import type { Tier } from '#contract/common.ts';
import classes from './badge.module.css';

const labels: Record<Tier, string> = { standard: 'Standard', premium: 'Premium', enterprise: 'Enterprise' };

export function tierLabel(tier: Tier): string {
  return labels[tier];
}

/** A tier in its own quiet hue, the same in every list and chart. Null shows a dash. */
export function TierBadge({ tier }: { tier: Tier | null }) {
  if (tier === null) return <span>–</span>;
  return <span className={`${classes.badge} ${classes[tier]}`}>{labels[tier]}</span>;
}
