import { type RawBuilder, sql } from 'kysely';
import { type NudgeReason, nudgePauseDays } from '#contract/nudges.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';

const pauseMilliseconds = nudgePauseDays * 86_400_000;

export interface Question {
  step: OnboardingStep;
  at: Date;
  /** The nudge itself, once there is one. */
  nudgeId: string | null;
  /**
   * Whether somebody whom another nudge still holds counts as nudged. Before a nudge is made, yes; when the minute is
   * over, no: of two that were made at once each would wait for the other.
   */
  heldCounts: boolean;
}

/** Why a row of `users` gets no mail, or null where it gets one: the one rule of the preview, the making and the release. */
export function leftOutReason({ step, at, nudgeId, heldCounts }: Question): RawBuilder<NudgeReason | null> {
  const did = (which: RawBuilder<unknown>) =>
    sql`exists (select from onboarding_steps as did where did.user_id = users.id and did.step = ${which})`;
  const since = new Date(at.getTime() - pauseMilliseconds);
  return sql<NudgeReason | null>`(case
    when users.state = 'deleted' then 'deleted'
    when users.state = 'suspended' then 'suspended'
    when users.email_verified_at is null then 'unverified'
    when exists (select from onboarding_steps as did where did.user_id = users.id and did.step = 'preferences'
      and did.data ->> 'product_mails' = 'false') then 'opted_out'
    when ${did(sql`${step}::text`)} then 'did_step'
    when ${step}::text <> 'welcome' and not ${did(sql`'welcome'`)} then 'not_there_yet'
    when exists (
      select from nudge_people as other join nudges as earlier on earlier.id = other.nudge_id
      where other.user_id = users.id and earlier.step = ${step} and earlier.id is distinct from ${nudgeId}::uuid
        and ((other.state = 'mailed' and other.settled_at > ${since}::timestamptz)
          or (other.state = 'held' and ${heldCounts}::boolean))
    ) then 'nudged_lately'
  end)`;
}
