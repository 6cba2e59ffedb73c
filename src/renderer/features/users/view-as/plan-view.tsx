import type { ViewContent } from '#renderer/data/view-as/view-as.ts';
import { limitText } from '#renderer/ui/format/limits.ts';
import { formatQuantity, formatUsd } from '#renderer/ui/format/numbers.ts';
import { IconCheck } from '#renderer/ui/icons.ts';
import { Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { PlainCode } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './view.module.css';

type Plan = Extract<ViewContent, { part: 'plan' }>;

/** What they have: subscription, licence, and what their tier gives them. */
export function PlanView({ plan: { subscription, licence, tier } }: { plan: Plan }) {
  return (
    <>
      <PanelSection title="Subscription">
        {subscription === null ? (
          <p className={classes.quiet}>They have none.</p>
        ) : (
          <Facts
            facts={[
              { name: 'Tier', value: <TierBadge tier={subscription.tier} /> },
              { name: 'Price', value: `${formatUsd(subscription.price_usd_micros)} a month` },
              { name: 'Began', value: <TimeText at={subscription.starts_at} style="date" /> },
              {
                name: subscription.state === 'active' ? 'Ends' : 'Ended',
                value: (
                  <>
                    <TimeText at={subscription.ends_at} style="date" />
                    {subscription.state === 'active' ? `, ${formatQuantity(subscription.days_left, 'day')} left` : ''}
                  </>
                ),
              },
            ]}
          />
        )}
      </PanelSection>
      {licence === null ? null : (
        <PanelSection title="Licence">
          <Facts
            facts={[
              { name: 'Key', value: <PlainCode>{licence.masked_key}</PlainCode> },
              { name: 'Valid until', value: <TimeText at={licence.expires_at} style="date" /> },
            ]}
          />
        </PanelSection>
      )}
      {tier === null ? null : (
        <>
          <PanelSection title="Features">
            <ul className={classes.features}>
              {tier.features.map((feature) => (
                <li key={feature}>
                  <IconCheck size={13} aria-hidden />
                  {feature}
                </li>
              ))}
            </ul>
          </PanelSection>
          <PanelSection title="Limits">
            <Facts
              facts={tier.limits.map(({ name, value, unit }) => ({ name, value: limitText(name, value, unit) }))}
            />
          </PanelSection>
        </>
      )}
    </>
  );
}
