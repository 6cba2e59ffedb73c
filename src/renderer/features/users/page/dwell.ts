import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { UserStory } from '#contract/user-story.ts';

type Onboarding = NonNullable<UserStory['onboarding']>;

export interface StepDwell {
  step: OnboardingStep;
  state: 'done' | 'next' | 'open';
  doneAt: string | null;
  /** Milliseconds since the step before it was done (or the start); for the next one until now. */
  took: number | null;
}

/**
 * How long each step took. Steps after the first come in any order, so each counts from whichever was done before it.
 *
 * @param now null where nobody goes on: then nothing waits
 */
export function dwellOf({ steps, started_at: started, step: next }: Onboarding, now: number | null): StepDwell[] {
  const times = steps.flatMap(({ done_at: at }) => (at === null ? [] : [Date.parse(at)])).sort((a, b) => a - b);
  const before = (time: number) => times.findLast((other) => other < time) ?? Date.parse(started);
  const last = times.at(-1) ?? Date.parse(started);
  return steps.map(({ step, done_at: doneAt }) => {
    if (doneAt !== null) {
      const time = Date.parse(doneAt);
      return { step, state: 'done', doneAt, took: Math.max(0, time - before(time)) };
    }
    return step === next && now !== null
      ? { step, state: 'next', doneAt, took: Math.max(0, now - last) }
      : { step, state: 'open', doneAt, took: null };
  });
}
