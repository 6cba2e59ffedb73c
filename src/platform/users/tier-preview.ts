import type { Tier } from '#contract/common.ts';
import type { TierPlan, TierPreview } from '#contract/user-tiers.ts';
import { utcMinute } from '#shared/time.ts';

/** What a change of tier changes for one member. */
export function previewTier(
  plans: readonly TierPlan[],
  from: Tier,
  to: Tier,
  subscription: { price_usd_micros: number; ends_at: Date } | undefined,
): TierPreview {
  const before = planOf(plans, from);
  const after = planOf(plans, to);
  const price = subscription?.price_usd_micros ?? 0;
  const names = [...new Set([...before.limits, ...after.limits].map((limit) => limit.name))];
  return {
    from,
    to,
    features_gained: after.features.filter((feature) => !before.features.includes(feature)),
    features_lost: before.features.filter((feature) => !after.features.includes(feature)),
    limits: names.map((name) => {
      const [old, next] = [before, after].map((plan) => plan.limits.find((limit) => limit.name === name));
      return { name, unit: next?.unit ?? old?.unit ?? '', before: old?.value ?? null, after: next?.value ?? null };
    }),
    price: {
      beta_before_usd_micros: price,
      beta_after_usd_micros: price,
      list_before_usd_micros: before.price_usd_micros,
      list_after_usd_micros: after.price_usd_micros,
    },
    notes: [
      subscription
        ? `The subscription goes on until ${utcMinute(subscription.ends_at)}; the change moves neither its end nor what it costs in the beta.`
        : 'There is no subscription that would change with it.',
      'The licence key stays the same. They are not told by mail.',
    ],
  };
}

function planOf(plans: readonly TierPlan[], tier: Tier): TierPlan {
  const plan = plans.find((each) => each.tier === tier);
  if (!plan) throw new Error(`There is no plan for the tier ${tier}.`);
  return plan;
}
