import type { Tier } from '#contract/common.ts';

/** What people call the tiers. */
export const tierNames: Readonly<Record<Tier, string>> = {
  standard: 'Standard',
  premium: 'Premium',
  enterprise: 'Enterprise',
};
