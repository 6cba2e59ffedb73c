import { z } from 'zod';
import {
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  tierSchema,
  timestampSchema,
} from './common.ts';
import { defineOperation } from './operation.ts';
import { problemKindSchema } from './problems.ts';
import { userFilterSchema } from './users.ts';

const staff = ['support', 'ops', 'admin'] as const;

export const bulkActionSchema = z.enum(['suspend', 'reactivate', 'tier', 'revoke_sessions']);
export type BulkAction = z.infer<typeof bulkActionSchema>;

/** Most people one bulk action may take. */
export const maximumBulkRows = 20_000;

/** Either these people, or everybody whom the filters of the list match, and how many the list said they are. */
export const bulkSelectionSchema = z.union([
  z.strictObject({ ids: z.array(idSchema).min(1).max(1000) }),
  z.strictObject({
    all_matching: userFilterSchema,
    expected_count: z.number().int().min(1).max(maximumBulkRows),
  }),
]);

/** running: the platform works through it, also when the window is closed. */
const bulkStateSchema = z.enum(['running', 'finished']);

export const bulkRunSchema = z.object({
  id: idSchema,
  action: bulkActionSchema,
  tier: tierSchema.nullable(),
  reason: z.string().nullable(),
  state: bulkStateSchema,
  created_at: timestampSchema,
  finished_at: nullableTimestampSchema,
  rows: z.number().int(),
  waiting: z.number().int(),
  done: z.number().int(),
  refused: z.number().int(),
});
export type BulkRun = z.infer<typeof bulkRunSchema>;

export const bulkRowSchema = z.object({
  position: z.number().int(),
  user_id: idSchema,
  full_name: z.string(),
  email: z.string(),
  state: z.enum(['waiting', 'done', 'refused']),
  /** With a refused row: why. */
  problem: z.object({ kind: problemKindSchema, detail: z.string() }).nullable(),
  /** With a refused row: true where nothing that is known stands in the way any more, as the account is now. */
  retry: z.boolean(),
});

export const userBulkOperations = [
  defineOperation({
    id: 'users.bulk',
    method: 'POST',
    path: '/api/users/bulk',
    summary: 'Change many accounts',
    description:
      'Suspends, reactivates, changes the tier or ends the sessions of up to 20,000 people. Who they are is settled at once; the platform then works through them row by row, and every row ends as done or refused with the reason. Suspending and reactivating is for ops and admins, tiers are for admins. Send the ids of refused rows again to retry them.',
    permission: staff,
    body: z
      .strictObject({
        action: bulkActionSchema,
        /** With `tier`: the new one. */
        tier: tierSchema.optional(),
        selection: bulkSelectionSchema,
        reason: z.string().trim().min(1, 'Say why').max(500),
      })
      .refine((body) => (body.action === 'tier') === (body.tier !== undefined), {
        path: ['tier'],
        message: 'Name a tier exactly when the action is a change of tier',
      }),
    status: 202,
    response: bulkRunSchema,
    problems: ['conflict', 'state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'users.bulk.get',
    method: 'GET',
    path: '/api/users/bulk/{id}',
    summary: 'How far a bulk action is',
    description: 'Counts of one bulk action. Your own; admins read everybody’s.',
    permission: staff,
    params: idParamsSchema,
    status: 200,
    response: bulkRunSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.bulk.list',
    method: 'GET',
    path: '/api/bulk-runs',
    summary: 'My bulk actions',
    description: 'Bulk actions that whoever asks began, with how far each is. What was begun goes on without a window.',
    permission: staff,
    query: listQuery(['-created_at', 'created_at'], { state: bulkStateSchema.optional() }),
    status: 200,
    response: listOf(bulkRunSchema),
    problems: [],
  }),
  defineOperation({
    id: 'users.bulk.rows',
    method: 'GET',
    path: '/api/users/bulk/{id}/rows',
    summary: 'What became of each row',
    description:
      'The people of one bulk action in the order of the list, each done, refused with the reason, or waiting.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['position', '-position'], { state: z.enum(['waiting', 'done', 'refused']).optional() }),
    status: 200,
    response: listOf(bulkRowSchema),
    problems: ['not_found'],
  }),
] as const;
