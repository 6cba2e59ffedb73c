import { z } from 'zod';
import { signedInUserSchema } from './auth.ts';
import { idParamsSchema, idSchema, nullableTimestampSchema, timestampSchema } from './common.ts';
import { onboardingSchema } from './onboarding.ts';
import { defineOperation } from './operation.ts';
import { mailKindSchema } from './outbox.ts';
import { maskedLicenceSchema, runningSubscriptionSchema } from './user-story.ts';
import { tierPlanSchema } from './user-tiers.ts';
import { userStateSchema } from './users.ts';

const staff = ['support', 'ops', 'admin'] as const;

/** What a member sees, in parts; each look at one is written down. */
export const viewPartSchema = z.enum(['account', 'plan', 'onboarding', 'mails']);
export type ViewPart = z.infer<typeof viewPartSchema>;

/** by_viewer: whoever began it ended it; expired: its time was over; replaced: they began another one. */
export const viewEndSchema = z.enum(['by_viewer', 'expired', 'replaced']);
export type ViewEnd = z.infer<typeof viewEndSchema>;

export const viewAsSchema = z.object({
  id: idSchema,
  /** Whose eyes it looks through. */
  user: z.object({ id: idSchema, full_name: z.string(), email: z.string(), state: userStateSchema }),
  /** Null once the person was erased. */
  reason: z.string().nullable(),
  started_at: timestampSchema,
  expires_at: timestampSchema,
  /** Until it ends by itself, by the platform's clock; 0 once it has ended. */
  seconds_left: z.number().int().min(0),
  ended_at: nullableTimestampSchema,
  ended: viewEndSchema.nullable(),
  /** Every look, oldest first. */
  viewed: z.array(z.object({ part: viewPartSchema, at: timestampSchema })),
});
export type ViewAs = z.infer<typeof viewAsSchema>;

/** A mail as it came to them, or would have where no mail server was set, with `(hidden)` where it held a code, a key or a link that signs somebody in. */
export const receivedMailSchema = z.object({
  id: idSchema,
  kind: mailKindSchema,
  subject: z.string(),
  /** outbox: it was kept there and mailed to nobody. */
  transport: z.enum(['smtp', 'outbox']),
  sent_at: timestampSchema,
  text: z.string(),
});
export type ReceivedMail = z.infer<typeof receivedMailSchema>;

/** Most mails that a view shows. */
export const mostViewedMails = 50;

export const viewContentSchema = z.discriminatedUnion('part', [
  /** What `auth.me` answers them. */
  z.object({ part: z.literal('account'), account: signedInUserSchema }),
  z.object({
    part: z.literal('plan'),
    subscription: runningSubscriptionSchema.nullable(),
    licence: maskedLicenceSchema.nullable(),
    /** What their tier gives them. */
    tier: tierPlanSchema.nullable(),
  }),
  /** What `onboarding.get` answers them. */
  z.object({ part: z.literal('onboarding'), onboarding: onboardingSchema.nullable() }),
  /** The newest, of `total`. */
  z.object({ part: z.literal('mails'), mails: z.array(receivedMailSchema), total: z.number().int() }),
]);
export type ViewContent = z.infer<typeof viewContentSchema>;

const viewParams = z.object({ id: idSchema, view_id: idSchema });

export const viewAsOperations = [
  defineOperation({
    id: 'view_as.start',
    method: 'POST',
    path: '/api/users/{id}/view-as',
    summary: 'Begin to look through a member’s eyes',
    description:
      'Opens a read-only view of what one member sees, for 15 minutes and for whoever asks alone. The reason, every look and the end are written to the audit log. No token of the member is made: the view is built with the authority of whoever asks. Staff accounts can’t be viewed; one view at a time, so a former one ends.',
    permission: staff,
    params: idParamsSchema,
    body: z.strictObject({
      reason: z.string().trim().min(5, 'Say why, in 5 characters or more').max(500, 'At most 500 characters'),
    }),
    status: 201,
    response: viewAsSchema,
    problems: ['not_found', 'conflict', 'state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'view_as.get',
    method: 'GET',
    path: '/api/users/{id}/view-as/{view_id}',
    summary: 'Read how a view stands',
    description: 'Time left, what was looked at and when, and how it ended. Only for whoever began it.',
    permission: staff,
    params: viewParams,
    status: 200,
    response: viewAsSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'view_as.read',
    method: 'GET',
    path: '/api/users/{id}/view-as/{view_id}/{part}',
    summary: 'Look at a part of what a member sees',
    description:
      'The account, plan, onboarding or mails as the member sees them, without codes, keys and links. That it was looked at is committed before the answer leaves. With a `look_id` of your own, a look that is asked for again within two minutes because its answer was lost is written down once.',
    permission: staff,
    params: viewParams.extend({ part: viewPartSchema }),
    query: z.strictObject({ look_id: idSchema.optional() }),
    status: 200,
    response: z.object({ view: viewAsSchema, content: viewContentSchema }),
    problems: ['not_found', 'state_conflict', 'view_ended'],
  }),
  defineOperation({
    id: 'view_as.end',
    method: 'POST',
    path: '/api/users/{id}/view-as/{view_id}/end',
    summary: 'End a view',
    description: 'Ends it before its time. One that has ended stays as it ended.',
    permission: staff,
    params: viewParams,
    status: 200,
    response: viewAsSchema,
    problems: ['not_found'],
  }),
] as const;
