import type { ColumnType } from 'kysely';
import type { Cohort } from '#contract/cohorts.ts';
import type { NudgeReason, NudgeState } from '#contract/nudges.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';

export interface CohortsTable {
  id: string;
  name: string;
  created_by: string;
  created_at: Date;
  members: number;
  /** What it was made of, without a search text; null where people were picked by hand. */
  filters: ColumnType<Cohort['filters'], string | null, never>;
  searched: boolean;
}

export interface CohortMembersTable {
  cohort_id: string;
  user_id: string;
}

export interface NudgesTable {
  id: string;
  state: NudgeState;
  step: OnboardingStep;
  subject: string;
  message: string;
  /** Null once the cohort is deleted; the name stays. */
  cohort_id: string | null;
  cohort_name: string | null;
  created_by: string;
  created_at: Date;
  send_at: Date;
  sending_started_at: Date | null;
  finished_at: Date | null;
  cancelled_at: Date | null;
  /** Null where the system did, because its author may no longer send it. */
  cancelled_by: string | null;
  people: number;
}

/** Whom a nudge is for. What became of a mail is told by the outbox. */
export interface NudgePeopleTable {
  nudge_id: string;
  position: number;
  user_id: string;
  state: 'held' | 'mailed' | 'skipped' | 'cancelled' | 'left_out';
  reason: NudgeReason | null;
  settled_at: Date | null;
}
