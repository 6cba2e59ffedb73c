import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { PeopleSelection } from '#renderer/data/cohorts/cohorts.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';

/** People whom something is to be done for: to be saved as a cohort, or nudged. */
export interface Target {
  people: PeopleSelection;
  /** Where they are a whole cohort: its id, so that what is done is found under its name later. */
  cohortId: string | null;
  /** How many the list says they are. */
  count: number;
  /** A name for them, where they are to be saved. */
  name: string;
  /** The step that a nudge of them is most likely about. */
  step: OnboardingStep | undefined;
}

/** The most people who are picked one by one, and the most of all (the contract's limits, said without its schemas). */
export const mostPicked = 1000;
export const mostAtOnce = 20_000;

/** Why something can't be done for so many, or null where it can. */
export function tooMany({ people, count }: Pick<Target, 'people' | 'count'>): string | null {
  const most = 'ids' in people ? mostPicked : mostAtOnce;
  if (count <= most) return null;
  return 'ids' in people
    ? `At most ${formatCount(mostPicked)} people can be picked one by one. Filter the list, and take everybody who matches.`
    : `At most ${formatCount(mostAtOnce)} people at once. Narrow the filters.`;
}
