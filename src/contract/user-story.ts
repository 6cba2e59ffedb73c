import { z } from 'zod';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  timestampSchema,
} from './common.ts';
import { invitationStatusSchema } from './invitations.ts';
import { onboardingStepSchema } from './onboarding-steps.ts';
import { defineOperation } from './operation.ts';
import { mailSchema } from './outbox.ts';
import { subscriptionSchema } from './registration.ts';
import { anomalySchema } from './user-sessions.ts';
import { tierChangeSchema } from './user-tiers.ts';
import { userSchema, weekSchema } from './users.ts';

const staff = ['support', 'ops', 'admin'] as const;

/** What whoever asks may do with this account now; screens offer nothing else. */
export const userActionSchema = z.enum([
  'update',
  'change_email',
  'change_role',
  'suspend',
  'reactivate',
  'delete',
  'restore',
  'change_tier',
  'undo_tier',
  'revoke_sessions',
  'see_sessions',
  /** Notes, mails and the timeline. */
  'see_notes',
  'add_note',
  'view_as',
]);
export type UserAction = z.infer<typeof userActionSchema>;

/** A subscription with its clock. */
export const runningSubscriptionSchema = subscriptionSchema.extend({
  state: z.enum(['active', 'ended']),
  days_total: z.number().int(),
  /** Whole days that are left, 0 once it has ended. */
  days_left: z.number().int(),
});
export type RunningSubscription = z.infer<typeof runningSubscriptionSchema>;

export const maskedLicenceSchema = z.object({
  id: idSchema,
  /** `4UAI-LIC-•••••-•••••-•••••-7K3QX` */
  masked_key: z.string(),
  issued_at: timestampSchema,
  expires_at: timestampSchema,
});

/** Everything about one person that fits on one page; what grows is in lists of its own. */
export const userStorySchema = z.object({
  user: userSchema,
  week: weekSchema,
  allowed: z.array(userActionSchema),
  /** With a suspended or deleted account: who did that, and when. */
  state_change: z.object({ at: timestampSchema, by: actorSchema }).nullable(),
  subscription: runningSubscriptionSchema.nullable(),
  licence: maskedLicenceSchema.nullable(),
  invitation: z
    .object({
      id: idSchema,
      code: z.string(),
      status: invitationStatusSchema,
      created_at: timestampSchema,
      used_at: nullableTimestampSchema,
      created_by: actorSchema,
      batch: z.object({ id: idSchema, name: z.string() }).nullable(),
    })
    .nullable(),
  onboarding: z
    .object({
      step: onboardingStepSchema.nullable(),
      steps: z.array(z.object({ step: onboardingStepSchema, done_at: nullableTimestampSchema })),
      steps_done: z.number().int(),
      progress_percentage: z.number().int(),
      started_at: timestampSchema,
      completed_at: nullableTimestampSchema,
    })
    .nullable(),
  last_tier_change: tierChangeSchema.nullable(),
  counts: z.object({
    sessions_live: z.number().int(),
    sessions: z.number().int(),
    notes: z.number().int(),
    mails: z.number().int(),
    failed_sign_ins_30d: z.number().int(),
    /** Different errors and warnings that they met in the product. */
    errors: z.number().int(),
  }),
  /** The newest 20. Empty where sessions may not be seen. */
  anomalies: z.array(anomalySchema),
});
export type UserStory = z.infer<typeof userStorySchema>;

export const noteSchema = z.object({
  id: idSchema,
  author: actorSchema,
  created_at: timestampSchema,
  /** Plain text, never markup. */
  body: z.string(),
});
export type Note = z.infer<typeof noteSchema>;

export const timelineKindSchema = z.enum([
  'invited',
  'mailed',
  'registered',
  'signed_in',
  'sign_in_failed',
  'session_revoked',
  'anomaly',
  'step_done',
  'tier_changed',
  'suspended',
  'reactivated',
  'deleted',
  'restored',
  'profile_changed',
  'note',
  'viewed',
  'other',
]);
export type TimelineKind = z.infer<typeof timelineKindSchema>;

export const timelineEventSchema = z.object({
  /** Unique within the timeline of one person. */
  key: z.string(),
  kind: timelineKindSchema,
  at: timestampSchema,
  actor: actorSchema,
  /** What happened, in a sentence. */
  words: z.string(),
  /** What it is about, where there is something to open. */
  subject: z
    .object({ type: z.enum(['session', 'mail', 'invitation', 'note', 'audit_entry']), id: z.string() })
    .nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;

export const userStoryOperations = [
  defineOperation({
    id: 'users.story',
    method: 'GET',
    path: '/api/users/{id}/story',
    summary: 'Everything about one user',
    description:
      'Profile, tier and subscription with its 90-day clock, licence (masked), invitation and batch, onboarding, counts, anomalies, and what whoever asks may do.',
    permission: staff,
    params: idParamsSchema,
    status: 200,
    response: userStorySchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.notes.list',
    method: 'GET',
    path: '/api/users/{id}/notes',
    summary: 'List notes',
    description: 'What agents wrote down about one user. Notes about staff are for admins.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['-created_at', 'created_at'], {}),
    status: 200,
    response: listOf(noteSchema),
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.notes.create',
    method: 'POST',
    path: '/api/users/{id}/notes',
    summary: 'Write a note',
    description: 'Adds a note of up to 4,000 characters. It is plain text, and it stays.',
    permission: staff,
    params: idParamsSchema,
    body: z.strictObject({ body: z.string().trim().min(1, 'Write something').max(4000, 'At most 4,000 characters') }),
    status: 201,
    response: noteSchema,
    problems: ['not_found', 'state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'users.mails',
    method: 'GET',
    path: '/api/users/{id}/mails',
    summary: 'List mails to one user',
    description:
      'Mails that were made for this person, their invitation among them, without their text and what is secret in it.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['-created_at', 'created_at'], {}),
    status: 200,
    response: listOf(mailSchema),
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.timeline',
    method: 'GET',
    path: '/api/users/{id}/timeline',
    summary: 'What happened to one user',
    description:
      'Invited, mailed, registered, signed in, steps, tier, suspension, sessions, notes and the other audit entries about them, merged in the order of time.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['-at', 'at'], { kind: timelineKindSchema.optional() }),
    status: 200,
    response: listOf(timelineEventSchema),
    problems: ['not_found'],
  }),
] as const;
