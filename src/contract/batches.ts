import { z } from 'zod';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  tierSchema,
  timestampSchema,
} from './common.ts';
import { deliverySchema } from './invitations.ts';
import { defineOperation } from './operation.ts';

export const batchStatusSchema = z.enum(['draft', 'submitted', 'approved', 'sending', 'sent', 'rejected', 'cancelled']);
export type BatchStatus = z.infer<typeof batchStatusSchema>;

/** What the dry run says of a row before anything happens. */
export const rowClassSchema = z.enum([
  'ready',
  'malformed',
  'duplicate',
  'already_user',
  'already_invited',
  'over_capacity',
]);
export type RowClass = z.infer<typeof rowClassSchema>;

/** What has happened to a row since: nothing, its invitation exists, or making it failed. Delivery is apart. */
export const rowStateSchema = z.enum(['planned', 'created', 'failed', 'skipped']);
export type RowState = z.infer<typeof rowStateSchema>;

/** Most rows of one batch. */
export const maximumBatchRows = 100_000;

export const batchRowSchema = z.object({
  /** 1-based line of the list as imported, counted after the header; blank lines count, so that an editor finds it. */
  position: z.number().int(),
  /** Exactly what was imported, cut at 320 characters, so that a malformed row can be found again. */
  raw_email: z.string(),
  email: z.string().nullable(),
  tier: tierSchema.nullable(),
  class: rowClassSchema,
  reason: z.string().nullable(),
  state: rowStateSchema,
  error: z.string().nullable(),
  invitation_id: idSchema.nullable(),
  delivery: deliverySchema,
});
export type BatchRow = z.infer<typeof batchRowSchema>;

const count = z.number().int().min(0);

export const batchCountsSchema = z.object({
  rows: count,
  /** The classes of the dry run; they add up to `rows`. */
  ready: count,
  malformed: count,
  duplicate: count,
  already_user: count,
  already_invited: count,
  over_capacity: count,
  /** Tiers of the ready rows. */
  standard: count,
  premium: count,
  enterprise: count,
  /** States of the ready rows; what is missing to `ready` is still planned. */
  created: count,
  failed: count,
  /** Delivery of the created ones: waiting, taken by the mail server, kept in the outbox without one, failed or bounced. */
  queued: count,
  delivered: count,
  kept: count,
  undelivered: count,
});
export type BatchCounts = z.infer<typeof batchCountsSchema>;

export const batchApprovalSchema = z.object({ admin: actorSchema, at: timestampSchema });

export const batchSchema = z.object({
  id: idSchema,
  name: z.string(),
  status: batchStatusSchema,
  author: actorSchema,
  created_at: timestampSchema,
  submitted_by: actorSchema.nullable(),
  submitted_at: nullableTimestampSchema,
  decided_by: actorSchema.nullable(),
  decided_at: nullableTimestampSchema,
  reject_reason: z.string().nullable(),
  /** SHA-256 over the batch and the ready rows of its plan. An approval names it. */
  plan_hash: z.string(),
  counts: batchCountsSchema,
  approvals: z.array(batchApprovalSchema),
  /** How many admins must approve (two above the sizes an admin sets). */
  approvals_needed: z.number().int(),
  /** False when the team has switched four eyes off; shown on every batch. */
  four_eyes: z.boolean(),
  sending_started_at: nullableTimestampSchema,
  sent_at: nullableTimestampSchema,
});
export type Batch = z.infer<typeof batchSchema>;

export const approvalPolicySchema = z.object({
  four_eyes: z.boolean(),
  /** Two approvals for batches with more ready rows than this. */
  quorum_seats: z.number().int().min(1).max(1_000_000),
  /** Two approvals for batches with more enterprise rows than this. */
  quorum_enterprise_seats: z.number().int().min(0).max(1_000_000),
});
export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;

/** With the number of its last change. */
export const approvalPolicySettingSchema = approvalPolicySchema.extend({ version: z.number().int() });
export type ApprovalPolicySetting = z.infer<typeof approvalPolicySettingSchema>;

const nameSchema = z.string().trim().min(1, 'Give the batch a name').max(120);

export const batchOperations = [
  defineOperation({
    id: 'batches.create',
    method: 'POST',
    path: '/beta/batches',
    summary: 'Make a batch',
    description:
      'Reads a CSV (columns email and tier, header optional) or rows, and classes every row in a dry run. Nothing is reserved, made or mailed.',
    permission: ['ops', 'admin'],
    body: z
      .strictObject({
        name: nameSchema,
        /** A CSV file or a pasted list. */
        csv: z.string().min(1, 'The list is empty').optional(),
        rows: z
          .array(z.strictObject({ email: z.string().max(2000), tier: z.string().max(100).optional() }))
          .min(1, 'The list is empty')
          .optional(),
        /** Tier of the rows that name none; standard where nothing is said. */
        default_tier: tierSchema.optional(),
      })
      .refine((body) => (body.csv === undefined) !== (body.rows === undefined), 'Give either csv or rows'),
    status: 201,
    response: batchSchema,
    problems: ['payload_too_large', 'idempotency_conflict'],
    idempotencyKey: true,
    maximumBodyBytes: 16 * 1024 * 1024,
  }),
  defineOperation({
    id: 'batches.list',
    method: 'GET',
    path: '/beta/batches',
    summary: 'List batches',
    description:
      'All batches, newest first, with filters for status, author, who may approve and failures, and a search over the name.',
    permission: ['support', 'ops', 'admin'],
    query: listQuery(['-created_at', 'created_at', 'name', '-name'], {
      status: batchStatusSchema.optional(),
      author_id: idSchema.optional(),
      /** Submitted batches that this admin may approve: neither theirs (with four eyes) nor approved by them already. */
      approvable_by: idSchema.optional(),
      /** Only batches with rows or mails that failed. */
      failures: z.enum(['any']).optional(),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: listOf(batchSchema),
    problems: [],
  }),
  defineOperation({
    id: 'batches.get',
    method: 'GET',
    path: '/beta/batches/{id}',
    summary: 'Read one batch',
    description: 'One batch with its counts, which move while it is sending.',
    permission: ['support', 'ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: batchSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'batches.rows',
    method: 'GET',
    path: '/beta/batches/{id}/rows',
    summary: 'Read the rows of a batch',
    description: 'Rows in the order of the list, with their class, state and delivery.',
    permission: ['support', 'ops', 'admin'],
    params: idParamsSchema,
    query: listQuery(['position'], {
      class: rowClassSchema.optional(),
      state: rowStateSchema.optional(),
      delivery: deliverySchema.optional(),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: listOf(batchRowSchema),
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'batches.submit',
    method: 'POST',
    path: '/beta/batches/{id}/submit',
    summary: 'Submit for approval',
    description: 'Runs the dry run again and puts the batch before the admins. Needs at least one ready row.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: batchSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'batches.approve',
    method: 'POST',
    path: '/beta/batches/{id}/approve',
    summary: 'Approve the plan',
    description:
      'Approves exactly the plan with this hash, by an admin who is neither author nor submitter. If anything drifted since, it is refused with the difference and the plan is refreshed.',
    permission: ['admin'],
    params: idParamsSchema,
    body: z.strictObject({ plan_hash: z.string().regex(/^[0-9a-f]{64}$/, 'Not a plan hash') }),
    status: 200,
    response: batchSchema,
    problems: ['not_found', 'state_conflict', 'four_eyes', 'plan_drifted', 'capacity_exhausted', 'conflict'],
  }),
  defineOperation({
    id: 'batches.reject',
    method: 'POST',
    path: '/beta/batches/{id}/reject',
    summary: 'Reject the plan',
    description: 'Sends the batch back with a reason. A rejected batch stays readable; make a new one to try again.',
    permission: ['admin'],
    params: idParamsSchema,
    body: z.strictObject({ reason: z.string().trim().min(1, 'Say why').max(1000) }),
    status: 200,
    response: batchSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'batches.cancel',
    method: 'POST',
    path: '/beta/batches/{id}/cancel',
    summary: 'Cancel a batch',
    description: 'Withdraws a batch that has not begun to send. Seats it had reserved are free again.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: batchSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'batches.retry',
    method: 'POST',
    path: '/beta/batches/{id}/retry',
    summary: 'Retry what failed',
    description:
      'Plans rows that failed again and queues mails that failed or bounced again. What went well is not touched.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: batchSchema,
    problems: ['not_found', 'state_conflict', 'capacity_exhausted'],
  }),
  defineOperation({
    id: 'approval_policy.get',
    method: 'GET',
    path: '/beta/approval-policy',
    summary: 'Read the approval policy',
    description: 'Four eyes and the sizes above which two admins must approve.',
    permission: ['support', 'ops', 'admin'],
    status: 200,
    response: approvalPolicySettingSchema,
    problems: [],
  }),
  defineOperation({
    id: 'approval_policy.update',
    method: 'PATCH',
    path: '/beta/approval-policy',
    summary: 'Change the approval policy',
    description:
      'Switches four eyes (for a team of one) or moves the quorum. In the audit log and shown on every batch. With `version` only if nobody changed it since that one was read.',
    permission: ['admin'],
    body: approvalPolicySettingSchema.partial().strict(),
    status: 200,
    response: approvalPolicySettingSchema,
    problems: ['conflict'],
  }),
] as const;
