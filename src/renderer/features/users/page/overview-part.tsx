import type { UserStory } from '#renderer/data/users/story.ts';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { OnboardingSteps } from './onboarding-steps.tsx';
import overview from './overview.module.css';
import { Security } from './security.tsx';
import { SubscriptionClock } from './subscription-clock.tsx';
import { UserFacts } from './user-facts.tsx';

/** How it stands with one person: their clock, how far they are, what is unusual, and the facts beside it. */
export function OverviewPart({ story }: { story: UserStory }) {
  return (
    <ScrollRegion label="Overview" className={overview.overview}>
      <div className={overview.evidence}>
        {story.subscription === null ? null : <SubscriptionClock subscription={story.subscription} />}
        {story.onboarding === null ? null : (
          <OnboardingSteps
            userId={story.user.id}
            onboarding={story.onboarding}
            active={story.user.state === 'active'}
          />
        )}
        <Security story={story} />
      </div>
      <aside className={overview.side} aria-label="Facts">
        <UserFacts story={story} />
      </aside>
    </ScrollRegion>
  );
}
