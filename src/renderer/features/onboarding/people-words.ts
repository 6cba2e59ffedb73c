import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Cohort } from '#renderer/data/cohorts/cohorts.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDate } from '#renderer/ui/format/times.ts';
import { weekWords } from '#renderer/ui/format/weeks.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { stepNames } from '#shared/step-names.ts';
import type { MemberFilters } from './address.ts';

/** Who is listed, whatever their role is said to be. */
type Listed = Omit<MemberFilters, 'role'>;

/** `41 members` */
export function members(count: number): string {
  return formatQuantity(count, 'member');
}

const standingWords = {
  waiting: (step: string) => `Waiting at ${step}`,
  left: (step: string) => `Left at ${step}`,
  done: (step: string) => `Did ${step}`,
  reached: (step: string) => `Reached ${step}`,
};

/** Who is listed: `Waiting at API key`, `Completed onboarding`, `Members`. */
export function standingTitle({ step, standing }: Pick<Listed, 'step' | 'standing'>): string {
  if (step === undefined) return 'Members';
  if (step === 'completed') return 'Completed onboarding';
  return standing === undefined ? `Next step ${stepNames[step]}` : standingWords[standing](stepNames[step]);
}

type Filters = NonNullable<Cohort['filters']>;

/** What a cohort was made of, in words; `batch` is the name of the batch, where it is known. */
export function filterWords(filters: Filters | Listed, batch: string | null = null): string {
  const { tier, batch_id: batchId, week, signed_up_from: from, signed_up_to: to } = filters;
  const before = to === undefined ? undefined : new Date(Date.parse(to) - 1).toISOString();
  const parts = [
    filters.step === undefined ? null : standingTitle(filters as Listed),
    tier === undefined ? null : tierLabel(tier),
    batchId === undefined ? null : batchId === 'none' ? 'Invited one by one' : `Batch ${batch ?? batchId.slice(0, 8)}`,
    week === undefined ? null : weekWords(week),
    from === undefined ? null : `From ${formatDate(from)}`,
    before === undefined ? null : `Until ${formatDate(before)}`,
    filters.cohort_id === undefined ? null : 'of another cohort',
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'All members' : parts.join(', ');
}

/** A name for a cohort that nobody has thought about yet. */
export function suggestedName(filters: Listed, batch: string | null, today: Date): string {
  return `${filterWords(filters, batch)}, ${formatDate(today.toISOString())}`.slice(0, 120);
}

/** The step that people mostly stand at, for whom a nudge is likely about; undefined where nobody stands at one. */
export function commonStep(steps: readonly (OnboardingStep | null | undefined)[]): OnboardingStep | undefined {
  const counts = new Map<OnboardingStep, number>();
  for (const step of steps) if (step) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0];
}
