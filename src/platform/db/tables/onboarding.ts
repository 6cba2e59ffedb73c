import type { ColumnType } from 'kysely';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { AnswerOf } from '#contract/operations.ts';
import type { Json } from './columns.ts';

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

/** The funnel of everybody, as it was counted last. */
export interface FunnelSnapshotsTable {
  by: 'none' | 'tier' | 'batch' | 'week';
  /** Of the platform that counted: another one may answer in another form. */
  version: string;
  as_of: Date;
  took_milliseconds: number;
  asked_at: Date;
  figures: Json<Pick<AnswerOf<'onboarding.funnel'>, 'overall' | 'groups' | 'groups_total'>>;
}
