import { z } from 'zod';
import { peopleSelectionSchemas } from './cohorts.ts';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  timestampSchema,
} from './common.ts';
import { onboardingStepSchema } from './onboarding-steps.ts';
import { defineOperation } from './operation.ts';

/** How long a nudge is held before its mails are written: until then it can be cancelled without a trace at members. */
export const nudgeHoldSeconds = 60;
/** Nobody is nudged for the same step again within so many days. */
export const nudgePauseDays = 3;

/** held: waits its minute; sending: mails are being written; sent: all are in the outbox, which tells of their delivery. */
export const nudgeStateSchema = z.enum(['held', 'sending', 'sent', 'cancelled']);
export type NudgeState = z.infer<typeof nudgeStateSchema>;

/**
 * Why somebody gets no mail, in the order in which it is asked: `unverified`: the address isn't confirmed; `opted_out`:
 * said no to product mails at the step `preferences`; `not_there_yet`: can't do the step before `welcome`;
 * `nudged_lately`: another nudge for the step within three days.
 */
export const nudgeReasonSchema = z.enum([
  'deleted',
  'suspended',
  'unverified',
  'opted_out',
  'did_step',
  'not_there_yet',
  'nudged_lately',
]);
export type NudgeReason = z.infer<typeof nudgeReasonSchema>;

const count = z.number().int().min(0);
const reasonCountsSchema = z.record(nudgeReasonSchema, count);

export const nudgePersonStateSchema = z.enum([
  'held',
  'queued',
  'sent',
  'kept',
  'failed',
  'skipped',
  'cancelled',
  'left_out',
]);
export type NudgePersonState = z.infer<typeof nudgePersonStateSchema>;

export const nudgeSchema = z.object({
  id: idSchema,
  state: nudgeStateSchema,
  step: onboardingStepSchema,
  subject: z.string(),
  message: z.string(),
  /** Where it was made of one. A deleted cohort keeps its name here and has no id any more. */
  cohort: z.object({ id: idSchema.nullable(), name: z.string() }).nullable(),
  created_by: actorSchema,
  created_at: timestampSchema,
  /** Not before this time; the mails follow within seconds. */
  send_at: timestampSchema,
  /** Until then by the platform's clock, for whoever counts down by another one. 0 once it isn't held any more. */
  seconds_left: z.number().min(0),
  sending_started_at: nullableTimestampSchema,
  finished_at: nullableTimestampSchema,
  cancelled_at: nullableTimestampSchema,
  /** Null while nobody did. The system cancels a nudge whose author may no longer send it. */
  cancelled_by: actorSchema.nullable(),
  /** Everybody who was meant: the eight counts add up to it. */
  people: count,
  counts: z.object({
    /** Wait for the minute to pass, or for their turn while it is sending. */
    held: count,
    /** The mail waits in the outbox, was taken by the mail server, is kept in the outbox for want of one, or failed. */
    queued: count,
    sent: count,
    kept: count,
    failed: count,
    /** Left out when the minute was over, for what changed meanwhile. */
    skipped: count,
    cancelled: count,
    /** Left out from the beginning. */
    left_out: count,
  }),
  left_out: reasonCountsSchema,
  skipped: reasonCountsSchema,
});
export type Nudge = z.infer<typeof nudgeSchema>;

export const nudgePersonSchema = z.object({
  position: z.number().int(),
  user_id: idSchema,
  /** Empty once the person is erased. */
  full_name: z.string(),
  email: z.string(),
  state: nudgePersonStateSchema,
  /** With `left_out` and `skipped`. */
  reason: nudgeReasonSchema.nullable(),
  /** The mail in the outbox, once there is one, and why it failed. */
  mail_id: idSchema.nullable(),
  error: z.string().nullable(),
  /** When they did the step, if they have by now. */
  did_step_at: nullableTimestampSchema,
});
export type NudgePerson = z.infer<typeof nudgePersonSchema>;

const peopleSchema = z.union([z.strictObject({ cohort_id: idSchema }), ...peopleSelectionSchemas]);

const subjectSchema = z
  .string()
  .trim()
  .min(1, 'Give the mail a subject')
  .max(150)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'One line, without control characters');

/** Plain text; lines and paragraphs are kept, markup is shown as it was typed. */
const messageSchema = z
  .string()
  .trim()
  .min(1, 'Write what the mail should say')
  .max(2000)
  .regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u, 'Text without control characters');

const staff = ['support', 'ops', 'admin'] as const;

export const nudgeOperations = [
  defineOperation({
    id: 'nudges.preview',
    method: 'POST',
    path: '/beta/nudges/preview',
    summary: 'See what a nudge would do',
    description:
      'Counts who would get a mail and who would be left out and why, and shows the mail as the first of them would get it. Nothing is kept or sent.',
    permission: ['ops', 'admin'],
    body: z.strictObject({
      people: peopleSchema,
      step: onboardingStepSchema,
      subject: subjectSchema.optional(),
      message: messageSchema.optional(),
    }),
    status: 200,
    response: z.object({
      people: count,
      to_send: count,
      left_out: reasonCountsSchema,
      /** Without a message, or with nobody to send it to: null. */
      sample: z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() }).nullable(),
    }),
    problems: ['not_found', 'conflict', 'state_conflict'],
  }),
  defineOperation({
    id: 'nudges.create',
    method: 'POST',
    path: '/beta/nudges',
    summary: 'Nudge people by mail',
    description:
      'Prepares a mail about one onboarding step to a cohort or to up to 20,000 members, and holds it for one minute, in which it can be cancelled. Who is suspended, deleted, without a confirmed address, not interested in product mails, through with the step, not yet at it, or was nudged for it within three days is left out, now and again when the minute is over. Without a subject the mail is named after the step.',
    permission: ['ops', 'admin'],
    body: z.strictObject({
      people: peopleSchema,
      step: onboardingStepSchema,
      subject: subjectSchema.optional(),
      message: messageSchema,
    }),
    status: 201,
    response: nudgeSchema,
    problems: ['not_found', 'conflict', 'state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'nudges.list',
    method: 'GET',
    path: '/beta/nudges',
    summary: 'List nudges',
    description: 'All nudges with how far each is, newest first; by state, step or cohort.',
    permission: staff,
    query: listQuery(['-created_at', 'created_at'], {
      state: nudgeStateSchema.optional(),
      step: onboardingStepSchema.optional(),
      cohort_id: idSchema.optional(),
    }),
    status: 200,
    response: listOf(nudgeSchema),
    problems: [],
  }),
  defineOperation({
    id: 'nudges.get',
    method: 'GET',
    path: '/beta/nudges/{id}',
    summary: 'How far a nudge is',
    description: 'One nudge with its text and the counts of what became of its mails.',
    permission: staff,
    params: idParamsSchema,
    status: 200,
    response: nudgeSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'nudges.people',
    method: 'GET',
    path: '/beta/nudges/{id}/people',
    summary: 'What became of each person',
    description:
      'Everybody a nudge was meant for, in order: held, the state of their mail, or why they got none; and whether they did the step by now.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['position', '-position'], {
      state: nudgePersonStateSchema.optional(),
      reason: nudgeReasonSchema.optional(),
    }),
    status: 200,
    response: listOf(nudgePersonSchema),
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'nudges.cancel',
    method: 'POST',
    path: '/beta/nudges/{id}/cancel',
    summary: 'Cancel a nudge that is held',
    description:
      'Nobody gets a mail. Possible until its first mails are written; after that the answer says what happened.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: nudgeSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'nudges.retry',
    method: 'POST',
    path: '/beta/nudges/{id}/retry',
    summary: 'Retry the mails of a nudge that failed',
    description:
      'Queues the mails that failed or bounced once more, with the same text. Who changed meanwhile (did the step, is suspended, wants no product mails …) gets none and stays as failed. What went well is not touched.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: nudgeSchema,
    problems: ['not_found', 'state_conflict'],
  }),
] as const;
