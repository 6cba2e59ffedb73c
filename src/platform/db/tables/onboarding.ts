import type { ColumnType } from 'kysely';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';

/** One row a member. */
export interface OnboardingTable {
  user_id: string;
  /** What is offered next; null once all are done. */
  next_step: OnboardingStep | null;
  steps_done: number;
  started_at: Date;
  completed_at: Date | null;
  updated_at: Date;
  /** When they did the last thing before the step that comes next: how long they have been at it. */
  since: Date;
}

export interface OnboardingStepsTable {
  user_id: string;
  step: OnboardingStep;
  done_at: Date;
  /** When they did what they did before this step, or began: what the step took. */
  since: Date;
  data: ColumnType<Record<string, unknown>, string | undefined, string>;
}
