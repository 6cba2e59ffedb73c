import { SegmentedControl } from '@mantine/core';
import type { Tier } from '#contract/common.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import classes from './users-list.module.css';

const tiers = ['standard', 'premium', 'enterprise'] as const;

/** The new tier; none is chosen beforehand. `present` can't be chosen: they have it already. */
export function TierChoice({
  value,
  present,
  onChange,
}: {
  value: Tier | null;
  present?: Tier | null;
  onChange: (tier: Tier) => void;
}) {
  return (
    <div>
      <div className={classes.label} id="tier-choice">
        New tier
      </div>
      <SegmentedControl
        fullWidth
        aria-labelledby="tier-choice"
        data={tiers.map((tier) => ({ value: tier, label: tierLabel(tier), disabled: tier === present }))}
        value={value ?? ''}
        onChange={(tier) => onChange(tier as Tier)}
      />
    </div>
  );
}
