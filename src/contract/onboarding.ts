import { z } from 'zod';
import { idSchema, listOf, listQuery, nullableTimestampSchema, tierSchema, timestampSchema } from './common.ts';
import { shareSchema } from './monitoring.ts';
import { onboardingStepSchema } from './onboarding-steps.ts';
import { defineOperation } from './operation.ts';
import { batchFilterSchema, momentSchema, weekSchema } from './users.ts';

const count = z.number().int().min(0);
const seconds = z.number().min(0);

/** Where one member stands. */
export const onboardingSchema = z.object({
  user_id: idSchema,
  /** What is offered next; null once all are done. */
  current_step: onboardingStepSchema.nullable(),
  /** In the order in which they are offered. */
  steps_completed: z.array(onboardingStepSchema),
  /** What was said at each step that is done. */
  step_data: z.partialRecord(onboardingStepSchema, z.record(z.string(), z.unknown())),
  progress_percentage: z.number().int().min(0).max(100),
  started_at: timestampSchema,
  completed_at: nullableTimestampSchema,
});
export type Onboarding = z.infer<typeof onboardingSchema>;

/** Durations of `n` people; null where there is nobody. */
const durationsSchema = z.object({ n: count, median_seconds: seconds.nullable(), p90_seconds: seconds.nullable() });
export type Durations = z.infer<typeof durationsSchema>;

export const funnelStepSchema = z.object({
  step: onboardingStepSchema,
  /** Came to it: did it, or did everything before it. `done` + `waiting` + `left`. */
  reached: count,
  done: count,
  /** It is their next step, and they could do it. */
  waiting: count,
  /** It was their next step when their account was suspended or deleted. */
  left: count,
  /** Done of reached: who did the step before and this one, where steps are done in their order. */
  conversion: shareSchema,
  /** Done of everybody who registered. */
  from_registration: shareSchema,
  /** Reached and not done. */
  drop_off: shareSchema,
  /** From what they did before to this step, of those who did it. */
  time_to_convert: durationsSchema,
  /** Since what they did before, of those who wait at it now. */
  dwell: durationsSchema,
});
export type FunnelStep = z.infer<typeof funnelStepSchema>;

export const funnelSchema = z.object({
  /** Everybody who registered, also those whose account was suspended, deleted or erased since. */
  registered: count,
  completed: shareSchema,
  time_to_complete: durationsSchema.extend({ mean_seconds: seconds.nullable() }),
  /** All six, in the order in which they are offered. */
  steps: z.array(funnelStepSchema),
});
export type Funnel = z.infer<typeof funnelSchema>;

/** Which people: by what they are, when (ISO week, or any range) they signed up, in UTC, and the cohort they are in. */
const peopleFilters = {
  tier: tierSchema.optional(),
  batch_id: batchFilterSchema.optional(),
  week: weekSchema.optional(),
  cohort_id: idSchema.optional(),
};

/** Oldest figures the funnel may answer with where the caller says nothing. */
export const funnelAgeSeconds = 300;

/** Signed up at this time or later, and before this time. */
const signedUp = { from: momentSchema.optional(), to: momentSchema.optional() };

function endsAfterItBegins({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return !from || !to || new Date(from) < new Date(to);
}
const rangeEndsBefore = 'The range ends before it begins';

export const onboardingOperations = [
  defineOperation({
    id: 'onboarding.get',
    method: 'GET',
    path: '/beta/onboarding',
    summary: 'Read my onboarding',
    description: 'Steps done, what was said at each, and what comes next, of the member who asks.',
    permission: ['member'],
    status: 200,
    response: onboardingSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'onboarding.step',
    method: 'POST',
    path: '/beta/onboarding/step/{step_id}',
    summary: 'Do a step of my onboarding',
    description:
      'Marks a step as done with what the member says at it: `welcome` first, the others in any order. Fields: welcome `accepted_guidelines` (true), `goal`; profile `job_title`, `team_size`, `country`, `about`; preferences `language`, `time_zone`, `product_mails`; api_key `label`, `environment` (never the key itself); first_agent `name`, `provider`, `purpose`; feedback `overall`, `ease`, `completeness`, `performance`, `support` (1 to 5), `comment`. The same again changes nothing; other data for a step that is done replaces what was said and leaves when it was done.',
    permission: ['member'],
    params: z.object({ step_id: onboardingStepSchema }),
    // What each step takes is in onboarding-step-data.ts; the platform checks it by the step that the path names.
    body: z.strictObject({ data: z.unknown() }),
    status: 200,
    response: onboardingSchema,
    problems: ['not_found', 'state_conflict'],
    maximumBodyBytes: 32 * 1024,
  }),
  defineOperation({
    id: 'onboarding.funnel',
    method: 'GET',
    path: '/beta/onboarding/funnel',
    summary: 'The onboarding funnel',
    description:
      'How many came to each step, did it, wait at it or left at it, and how long it took them; for everybody and by tier, batch or sign-up week (the 200 largest groups). `from` is included, `to` is not. Figures of very many people are kept ready: `as_of` says when they were counted, `max_age_seconds` how old they may be at most (0: count now).',
    permission: ['support', 'ops', 'admin'],
    query: z
      .strictObject({
        by: z.enum(['none', 'tier', 'batch', 'week']).default('none'),
        ...peopleFilters,
        ...signedUp,
        max_age_seconds: z.coerce.number().int().min(0).max(86_400).default(funnelAgeSeconds),
      })
      .refine(endsAfterItBegins, rangeEndsBefore),
    status: 200,
    response: z.object({
      generated_at: timestampSchema,
      /** When people were counted: what they did after it is not in the figures. */
      as_of: timestampSchema,
      overall: funnelSchema,
      /** Largest first. `key` is the tier, the id of the batch (null: invited one by one) or the week. */
      groups: z.array(z.object({ key: z.string().nullable(), name: z.string(), funnel: funnelSchema })),
      groups_total: count,
    }),
    problems: [],
  }),
  defineOperation({
    id: 'onboarding.stuck',
    method: 'GET',
    path: '/beta/onboarding/stuck',
    summary: 'Who is stuck',
    description:
      'Active members who have been at their next step for more than a day and more than three times as long as the median of those who did it, with what may have stopped them. `user_id` asks for one person: nobody is listed who is not stuck.',
    permission: ['support', 'ops', 'admin'],
    query: listQuery(['-dwell', 'dwell'], {
      step: onboardingStepSchema.optional(),
      user_id: idSchema.optional(),
      ...peopleFilters,
      ...signedUp,
    }).refine(endsAfterItBegins, rangeEndsBefore),
    status: 200,
    response: listOf(
      z.object({
        user: z.object({ id: idSchema, full_name: z.string(), email: z.string(), beta_tier: tierSchema.nullable() }),
        step: onboardingStepSchema,
        since: timestampSchema,
        dwell_seconds: seconds,
        /** Of those who did the step, and how many they are. */
        median_seconds: seconds,
        passed: count,
        /** 1 has been at this step longest, of all `stuck_the_same_way`. */
        rank: count,
        stuck_the_same_way: count,
        /** The newest sign-in or mail that failed while they were at the step. */
        last_error: z
          .object({ source: z.enum(['sign_in', 'mail']), at: timestampSchema, reason: z.string().nullable() })
          .nullable(),
      }),
    ),
    problems: [],
  }),
] as const;
