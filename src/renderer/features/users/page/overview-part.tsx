import type { UserStory } from '#renderer/data/users/story.ts';
import { OnboardingSteps } from './onboarding-steps.tsx';
import overview from './overview.module.css';
import { Security } from './security.tsx';
import { SubscriptionClock } from './subscription-clock.tsx';
import { UserFacts } from './user-facts.tsx';

/** How it stands with one person: their clock, how far they are, what is unusual, and the facts beside it. */
export function OverviewPart({ story }: { story: UserStory }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={overview.overview} tabIndex={0} aria-label="Overview">
      <div className={overview.evidence}>
        {story.subscription === null ? null : <SubscriptionClock subscription={story.subscription} />}
        {story.onboarding === null ? null : (
          <OnboardingSteps onboarding={story.onboarding} active={story.user.state === 'active'} />
        )}
        <Security story={story} />
      </div>
      <aside className={overview.side} aria-label="Facts">
        <UserFacts story={story} />
      </aside>
    </section>
  );
}
