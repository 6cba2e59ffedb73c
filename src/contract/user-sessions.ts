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
import { defineOperation } from './operation.ts';

const staff = ['support', 'ops', 'admin'] as const;

/**
 * new_device: the first sign-in from a device that this account never used; overlapping_networks: two networks within
 * minutes of each other; failures_before_success: many wrong passwords, then a right one; refresh_token_reuse: a
 * refresh token that was exchanged already came back, so somebody has a copy.
 */
export const anomalyRuleSchema = z.enum([
  'new_device',
  'overlapping_networks',
  'failures_before_success',
  'refresh_token_reuse',
]);
export type AnomalyRule = z.infer<typeof anomalyRuleSchema>;

export const anomalySchema = z.object({
  id: idSchema,
  rule: anomalyRuleSchema,
  at: timestampSchema,
  session_id: idSchema.nullable(),
  /** What was seen and why it is unusual, in a sentence. */
  words: z.string(),
});
export type Anomaly = z.infer<typeof anomalySchema>;

export const userSessionSchema = z.object({
  id: idSchema,
  device: z.string().nullable(),
  user_agent: z.string().nullable(),
  address: z.string().nullable(),
  created_at: timestampSchema,
  last_seen_at: timestampSchema,
  expires_at: timestampSchema,
  state: z.enum(['live', 'expired', 'revoked']),
  revoked_at: nullableTimestampSchema,
  /** Who ended it; the system where nobody did (a stolen token, an erased account). */
  revoked_by: actorSchema.nullable(),
  /** Why, in words. */
  revoked_reason: z.string().nullable(),
  /** The session that asks. */
  current: z.boolean(),
  anomalies: z.array(anomalySchema),
});
export type UserSession = z.infer<typeof userSessionSchema>;

export const signInSchema = z.object({
  id: idSchema,
  at: timestampSchema,
  outcome: z.enum(['succeeded', 'failed']),
  /** Why it failed, in words. */
  reason: z.string().nullable(),
  device: z.string().nullable(),
  user_agent: z.string().nullable(),
  address: z.string().nullable(),
  /** The part of the address that tells networks apart (IPv4 /16, IPv6 /32): as far as an address tells a place. */
  network: z.string().nullable(),
  two_step: z.boolean(),
  session_id: idSchema.nullable(),
  anomalies: z.array(anomalySchema),
});

const revocationReason = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });

export const userSessionOperations = [
  defineOperation({
    id: 'users.sessions',
    method: 'GET',
    path: '/api/users/{id}/sessions',
    summary: 'List sessions',
    description:
      'Live and past sessions of one user with device, address, who ended them and why. Those of staff are for admins and themselves.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['-created_at', 'created_at', '-last_seen_at', 'last_seen_at'], {
      state: z.enum(['live', 'past']).optional(),
    }),
    status: 200,
    response: listOf(userSessionSchema),
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.sessions.revoke',
    method: 'DELETE',
    path: '/api/users/{id}/sessions/{session_id}',
    summary: 'End one session',
    description:
      'The next request of that session is denied, on every node. Sessions of staff are for admins and themselves.',
    permission: staff,
    params: z.object({ id: idSchema, session_id: idSchema }),
    query: revocationReason,
    status: 200,
    response: userSessionSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'users.sessions.revoke_all',
    method: 'DELETE',
    path: '/api/users/{id}/sessions',
    summary: 'End all sessions',
    description: 'Ends every live session of one user; the one that asks stays, where it is their own.',
    permission: staff,
    params: idParamsSchema,
    query: revocationReason,
    status: 200,
    response: z.object({ sessions_revoked: z.number().int() }),
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.sign_ins',
    method: 'GET',
    path: '/api/users/{id}/sign-ins',
    summary: 'List sign-ins',
    description: 'Sign-ins and failed tries with device and address, newest first, and the anomalies that each raised.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['-at', 'at'], { outcome: z.enum(['succeeded', 'failed']).optional() }),
    status: 200,
    response: listOf(signInSchema),
    problems: ['not_found'],
  }),
] as const;
