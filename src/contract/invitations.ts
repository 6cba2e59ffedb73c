import { z } from 'zod';
import {
  actorSchema,
  emailSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  tierSchema,
  timestampSchema,
} from './common.ts';
import { defineOperation } from './operation.ts';

export const invitationStatusSchema = z.enum(['pending', 'used', 'expired', 'revoked']);
export type InvitationStatus = z.infer<typeof invitationStatusSchema>;

/**
 * Delivery is apart from the status: a pending invitation may not have been mailed yet. sent: the mail server took the
 * mail; kept: no mail server was set, so nobody was sent anything and the outbox keeps the mail.
 */
export const deliverySchema = z.enum(['not_sent', 'queued', 'sent', 'kept', 'failed', 'bounced']);
export type Delivery = z.infer<typeof deliverySchema>;

export const invitationSchema = z.object({
  id: idSchema,
  /** Masked (`4UAI-PRE-••••••••e5f6`) except in the answers of generate, resend and reveal. */
  code: z.string(),
  email: z.string(),
  tier: tierSchema,
  status: invitationStatusSchema,
  delivery: deliverySchema,
  delivery_reason: z.string().nullable(),
  created_at: timestampSchema,
  expires_at: timestampSchema,
  used_at: nullableTimestampSchema,
  revoked_at: nullableTimestampSchema,
  user_id: idSchema.nullable(),
  batch_id: idSchema.nullable(),
  batch_name: z.string().nullable(),
  created_by: actorSchema,
});
export type Invitation = z.infer<typeof invitationSchema>;

/** One thing that happened to an invitation, from the audit log. */
export const invitationEventSchema = z.object({
  at: timestampSchema,
  action: z.string(),
  actor: actorSchema,
  detail: z.string(),
});
export type InvitationEvent = z.infer<typeof invitationEventSchema>;

export const invitationDetailSchema = invitationSchema.extend({ history: z.array(invitationEventSchema) });
export type InvitationDetail = z.infer<typeof invitationDetailSchema>;

/** free + reserved + used = capacity (with overbooking above 1, `free` counts what may still be invited). */
export const capacitySchema = z.object({
  capacity: z.number().int().min(0),
  /** How many invitations may exist for each seat, 1.0 to 3.0. */
  overbooking: z.number(),
  free: z.number().int().min(0),
  reserved: z.number().int().min(0),
  used: z.number().int().min(0),
});
export type Capacity = z.infer<typeof capacitySchema>;

/** With the number of the last change to capacity or overbooking; what becomes of seats does not count as one. */
export const capacitySettingSchema = capacitySchema.extend({ version: z.number().int() });
export type CapacitySetting = z.infer<typeof capacitySettingSchema>;

/** What the code doctor says of a pasted code. */
export const lookupAnswerSchema = z.object({
  /** exact: the code as stored; voided: replaced by a resend; near: one character off; malformed: can't be a code; unknown: well formed, never issued. */
  match: z.enum(['exact', 'voided', 'near', 'malformed', 'unknown']),
  /** The paste after normalisation, masked; null where nothing like a code was in it. */
  normalised: z.string().nullable(),
  /** What the paste says the tier is, even if no invitation was found. */
  tier: tierSchema.nullable(),
  /** What was repaired or is wrong, in words, in order. */
  notes: z.array(z.string()),
  invitation: invitationDetailSchema.nullable(),
});
export type LookupAnswer = z.infer<typeof lookupAnswerSchema>;

export const invitationFilters = {
  status: invitationStatusSchema.optional(),
  tier: tierSchema.optional(),
  delivery: deliverySchema.optional(),
  batch_id: idSchema.optional(),
  /** Only pending invitations that expire within so many days from now. */
  expires_within_days: z.coerce.number().int().min(1).max(90).optional(),
  q: z.string().max(200).optional(),
};

export const invitationOperations = [
  defineOperation({
    id: 'invitations.generate',
    method: 'POST',
    path: '/beta/invitation/generate',
    summary: 'Invite one address',
    description:
      'Reserves a seat, makes a code and queues the mail. The answer is the only list-free place that shows the code in full besides resend and reveal.',
    permission: ['ops', 'admin'],
    body: z.strictObject({ email: emailSchema, tier: tierSchema }),
    status: 201,
    response: invitationSchema,
    problems: ['already_exists', 'capacity_exhausted', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'invitations.list',
    method: 'GET',
    path: '/beta/invitations',
    summary: 'List invitations',
    description:
      'All invitations with filters for status, tier, delivery, batch and nearing expiry, and a search over address and the last four of the code.',
    permission: ['support', 'ops', 'admin'],
    query: listQuery(['-created_at', 'created_at', 'email', '-email', 'expires_at', '-expires_at'], invitationFilters),
    status: 200,
    response: listOf(invitationSchema),
    problems: [],
  }),
  defineOperation({
    id: 'invitations.get',
    method: 'GET',
    path: '/beta/invitations/{id}',
    summary: 'Read one invitation',
    description: 'One invitation with its history.',
    permission: ['support', 'ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: invitationDetailSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'invitations.resend',
    method: 'POST',
    path: '/beta/invitations/{id}/resend',
    summary: 'Send a new code',
    description:
      'Voids the old code, makes a new one with a fresh 7 days and queues the mail. An expired invitation takes a seat again.',
    permission: ['support', 'ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: invitationSchema,
    problems: ['not_found', 'state_conflict', 'capacity_exhausted', 'already_exists', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'invitations.revoke',
    method: 'POST',
    path: '/beta/invitations/{id}/revoke',
    summary: 'Revoke an invitation',
    description:
      'Makes a pending invitation unusable and returns its seat. This cannot be undone; resend makes it good again with a new code.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    body: z.strictObject({ reason: z.string().trim().max(500).optional() }),
    status: 200,
    response: invitationSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'invitations.extend',
    method: 'POST',
    path: '/beta/invitations/{id}/extend',
    summary: 'Give more time',
    description:
      'Moves the expiry of a pending or expired invitation by whole days from now or from the present expiry, whichever is later. An expired one takes a seat again.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    body: z.strictObject({ days: z.number().int().min(1).max(90).default(7) }),
    status: 200,
    response: invitationSchema,
    problems: ['not_found', 'state_conflict', 'capacity_exhausted', 'already_exists', 'idempotency_conflict'],
    // A lost answer tried again must not give the time twice.
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'invitations.reveal',
    method: 'POST',
    path: '/beta/invitations/{id}/reveal',
    summary: 'Show the code in full',
    description: 'Decrypts the code of one invitation. Every reveal is in the audit log with its reason.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    body: z.strictObject({ reason: z.string().trim().min(1, 'Say why the code is needed').max(500) }),
    status: 200,
    response: z.object({ code: z.string() }),
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'invitations.lookup',
    method: 'POST',
    path: '/beta/invitations/lookup',
    summary: 'Code doctor',
    description:
      'Takes any paste and says what is known of the code in it: tier, state, history, and the nearest issued code when it is one character off.',
    permission: ['support', 'ops', 'admin'],
    body: z.strictObject({ code: z.string().max(2000) }),
    status: 200,
    response: lookupAnswerSchema,
    problems: [],
    rateLimit: 'redeem',
  }),
  defineOperation({
    id: 'capacity.get',
    method: 'GET',
    path: '/beta/capacity',
    summary: 'Read the seats',
    description: 'Free, reserved and used seats. They always add up to the capacity.',
    permission: ['support', 'ops', 'admin'],
    status: 200,
    response: capacitySettingSchema,
    problems: [],
  }),
  defineOperation({
    id: 'capacity.update',
    method: 'PATCH',
    path: '/beta/capacity',
    summary: 'Change the seats',
    description:
      'Sets capacity or overbooking. Never below the seats that are used or reserved. With `version` only if nobody changed them since that one was read.',
    permission: ['admin'],
    body: z
      .strictObject({
        capacity: z.number().int().min(0).max(1_000_000).optional(),
        overbooking: z.number().min(1).max(3).optional(),
        version: z.number().int().optional(),
      })
      .refine((body) => body.capacity !== undefined || body.overbooking !== undefined, 'Nothing to change'),
    status: 200,
    response: capacitySettingSchema,
    problems: ['state_conflict', 'conflict'],
  }),
] as const;
