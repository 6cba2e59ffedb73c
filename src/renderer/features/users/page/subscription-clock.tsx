import type { UserStory } from '#renderer/data/users/story.ts';
import { formatUsd } from '#renderer/ui/format/numbers.ts';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { clockOf } from './clock.ts';
import overview from './overview.module.css';

/** The subscription and how much of its time is over, in words and as a quiet bar. */
export function SubscriptionClock({ subscription }: { subscription: NonNullable<UserStory['subscription']> }) {
  const clock = clockOf(subscription);
  return (
    <section className={overview.section}>
      <h2>Subscription</h2>
      <p className={overview.statement}>
        <strong className={overview[clock.tone]}>{clock.lead}</strong>, {clock.rest}
      </p>
      <div
        className={overview.clock}
        role="progressbar"
        aria-label="Time of the subscription"
        aria-valuemin={0}
        aria-valuemax={subscription.days_total}
        aria-valuenow={clock.day}
        aria-valuetext={`${clock.lead}, ${clock.rest}`}
      >
        <span className={`${overview.clockHand} ${overview[clock.tone]}`} style={{ width: `${clock.share * 100}%` }} />
      </div>
      <p className={overview.fine}>
        <TierBadge tier={subscription.tier} />
        <span>
          {formatUsd(subscription.price_usd_micros)} a month
          {subscription.is_beta ? ' during the beta' : ''}
        </span>
      </p>
    </section>
  );
}
