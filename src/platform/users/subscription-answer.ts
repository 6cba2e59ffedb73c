import type { RunningSubscription, UserStory } from '#contract/user-story.ts';
import type { licenceOf } from './story-repository.ts';
import type { currentSubscription } from './tier-repository.ts';

const dayMilliseconds = 86_400_000;

type Found<Read extends (...input: never[]) => Promise<unknown>> = NonNullable<Awaited<ReturnType<Read>>>;

/** A subscription with what is left of it. */
export function subscriptionAnswer(row: Found<typeof currentSubscription>, now: Date): RunningSubscription {
  const left = row.ends_at.getTime() - now.getTime();
  return {
    ...row,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    state: left > 0 ? 'active' : 'ended',
    days_total: Math.round((row.ends_at.getTime() - row.starts_at.getTime()) / dayMilliseconds),
    days_left: Math.max(0, Math.floor(left / dayMilliseconds)),
  };
}

/** A licence of which only the last group of its key is shown. */
export function licenceAnswer(row: Found<typeof licenceOf>): NonNullable<UserStory['licence']> {
  return {
    id: row.id,
    masked_key: `4UAI-LIC-•••••-•••••-•••••-${row.licence_key.slice(-5)}`,
    issued_at: row.issued_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}
