import { z } from 'zod';
import { idParamsSchema, listOf, listQuery, nullableTimestampSchema, timestampSchema } from './common.ts';
import { errorLevelSchema } from './ingest.ts';
import { shareSchema } from './monitoring.ts';
import { defineOperation } from './operation.ts';

const staff = ['support', 'ops', 'admin'] as const;
const count = z.number().int().min(0);
/** `YYYY-MM-DD` in UTC. */
const daySchema = z.iso.date();

/** Calls of models, added up. */
const callCounts = {
  calls: count,
  failures: count,
  input_tokens: count,
  output_tokens: count,
  cost_usd_micros: count,
};

export const userUsageSchema = z.object({
  /** UTC days, both included. */
  from: daySchema,
  to: daySchema,
  generated_at: timestampSchema,
  /** When the newest of what the product's gateway reported about them happened; null where it never did. */
  last_reported_at: nullableTimestampSchema,
  requests: z.object({
    count,
    /** 4xx and 5xx. */
    errors: shareSchema,
    /** 5xx alone. */
    server_errors: shareSchema,
    mean_duration_ms: z.number().nullable(),
  }),
  models: z.object({ ...callCounts, failed: shareSchema, mean_latency_ms: z.number().nullable() }),
  /** Every day of the range, oldest first. */
  days: z.array(z.object({ day: daySchema, requests: count, errors: count, ...callCounts })),
  /** By cost, the dearest first. */
  by_model: z.array(z.object({ provider: z.string(), model: z.string(), ...callCounts })),
  /** By cost. `agent` is null for calls that named none. */
  by_agent: z.array(z.object({ agent: z.string().nullable(), ...callCounts })),
});
export type UserUsage = z.infer<typeof userUsageSchema>;

/** The same error, however often this person met it. What it says is from the last time. */
export const metErrorSchema = z.object({
  fingerprint: z.string(),
  level: errorLevelSchema,
  title: z.string(),
  message: z.string(),
  count: z.number().int().min(1),
  first_at: timestampSchema,
  last_at: timestampSchema,
  route: z.string().nullable(),
  release: z.string().nullable(),
  link: z.string().nullable(),
});
export type MetError = z.infer<typeof metErrorSchema>;

export const userUsageOperations = [
  defineOperation({
    id: 'users.usage',
    method: 'GET',
    path: '/api/users/{id}/usage',
    summary: 'What one user did in the product',
    description:
      'Requests, errors, calls of models, tokens and cost over a range of UTC days, in all, by day, by model and by agent, as the product’s gateway reported them. What is asked about staff is for admins.',
    permission: staff,
    params: idParamsSchema,
    query: z.strictObject({
      /** How many days the range has. */
      days: z.coerce.number().int().min(1).max(366).default(30),
      /** Its last day; today where nothing is given. */
      to: daySchema.refine((day) => day >= '1970' && day < '9000', 'A day of this age').optional(),
    }),
    status: 200,
    response: userUsageSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.errors',
    method: 'GET',
    path: '/api/users/{id}/errors',
    summary: 'Errors that one user met',
    description:
      'Errors and warnings that the product’s gateway reported about one user, the same ones as one row with how often and when last.',
    permission: staff,
    params: idParamsSchema,
    query: listQuery(['-last_at', 'last_at', '-count', 'count'], { level: errorLevelSchema.optional() }),
    status: 200,
    response: listOf(metErrorSchema),
    problems: ['not_found'],
  }),
] as const;
