import { z } from 'zod';
import { actorSchema, idParamsSchema, nullableTimestampSchema, tierSchema, timestampSchema } from './common.ts';
import { defineOperation } from './operation.ts';
import { userSchema } from './users.ts';

const staff = ['support', 'ops', 'admin'] as const;

/** What a tier gives. Prices are per month after the beta; during it every tier costs nothing. */
export const tierPlanSchema = z.object({
  tier: tierSchema,
  price_usd_micros: z.number().int(),
  features: z.array(z.string()),
  limits: z.array(z.object({ name: z.string(), value: z.number().int().nullable(), unit: z.string() })),
});
export type TierPlan = z.infer<typeof tierPlanSchema>;

/** The last change of somebody's tier. */
export const tierChangeSchema = z.object({
  from: tierSchema,
  to: tierSchema,
  at: timestampSchema,
  by: actorSchema,
  reason: z.string().nullable(),
  /** Until when `users.tier.undo` takes it back; null where it can't (too late, taken back already, an undo itself). */
  undo_until: nullableTimestampSchema,
});
export type TierChange = z.infer<typeof tierChangeSchema>;

export const tierPreviewSchema = z.object({
  from: tierSchema,
  to: tierSchema,
  features_gained: z.array(z.string()),
  features_lost: z.array(z.string()),
  /** Every limit, the same ones too. Null is unlimited. */
  limits: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      before: z.number().int().nullable(),
      after: z.number().int().nullable(),
    }),
  ),
  price: z.object({
    /** What they pay during the beta, before and after the change. */
    beta_before_usd_micros: z.number().int(),
    beta_after_usd_micros: z.number().int(),
    /** A month after the beta. */
    list_before_usd_micros: z.number().int(),
    list_after_usd_micros: z.number().int(),
  }),
  /** What else somebody should know, in words. */
  notes: z.array(z.string()),
});
export type TierPreview = z.infer<typeof tierPreviewSchema>;

export const userTierOperations = [
  defineOperation({
    id: 'tiers.list',
    method: 'GET',
    path: '/api/tiers',
    summary: 'What each tier gives',
    description: 'Features, limits and prices of the three tiers.',
    permission: staff,
    status: 200,
    response: z.object({ items: z.array(tierPlanSchema) }),
    problems: [],
  }),
  defineOperation({
    id: 'users.tier.preview',
    method: 'GET',
    path: '/api/users/{id}/tier',
    summary: 'Preview a change of tier',
    description: 'Says what another tier would change for this member: features, limits and price. Changes nothing.',
    permission: staff,
    params: idParamsSchema,
    query: z.strictObject({ tier: tierSchema }),
    status: 200,
    response: tierPreviewSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'users.tier',
    method: 'POST',
    path: '/api/users/{id}/tier',
    summary: 'Change the tier',
    description:
      'Moves a member to another tier, with their subscription. `expected_tier` is the one that was looked at: of two changes at once one wins and the other is told.',
    permission: ['admin'],
    params: idParamsSchema,
    body: z.strictObject({
      tier: tierSchema,
      expected_tier: tierSchema,
      reason: z.string().trim().max(500).optional(),
    }),
    status: 200,
    response: z.object({ user: userSchema, change: tierChangeSchema }),
    problems: ['not_found', 'conflict', 'state_conflict'],
  }),
  defineOperation({
    id: 'users.tier.undo',
    method: 'POST',
    path: '/api/users/{id}/tier/undo',
    summary: 'Take a change of tier back',
    description: 'Gives the tier before the last change back, within ten minutes of it and only once.',
    permission: ['admin'],
    params: idParamsSchema,
    status: 200,
    response: z.object({ user: userSchema, change: tierChangeSchema }),
    problems: ['not_found', 'state_conflict'],
  }),
] as const;
