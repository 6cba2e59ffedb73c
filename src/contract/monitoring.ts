import { z } from 'zod';
import { batchStatusSchema } from './batches.ts';
import { tierSchema, timestampSchema } from './common.ts';
import { capacitySchema, deliverySchema, invitationStatusSchema } from './invitations.ts';
import { defineOperation } from './operation.ts';

export const checkStatusSchema = z.enum(['up', 'down']);
const count = z.number().int().min(0);
/** `YYYY-MM-DD` in UTC. */
const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A share with what it was computed from; null where n is 0, because no data is not 0 %. */
export const shareSchema = z.object({
  share: z.number().nullable(),
  part: count,
  n: count,
  /** Wilson 95 % interval, given below n = 100. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
});
export type Share = z.infer<typeof shareSchema>;

const money = z.number().int().min(0);

/** What the product's gateways reported of some days. Null where it would be divided by nothing. */
const usageSchema = z.object({
  requests: count,
  /** Calls of models. */
  calls: count,
  cost_usd_micros: money,
  cost_per_call_usd_micros: z.number().nullable(),
  /** 4xx and 5xx of all requests. */
  error_share: z.number().nullable(),
  mean_ms: z.number().nullable(),
});

export const betaAnalyticsSchema = z.object({
  generated_at: timestampSchema,
  /** True on a simulated beta. */
  rehearsal: z.boolean(),
  capacity: capacitySchema,
  invitations: z.object({
    total: count,
    by_status: z.record(invitationStatusSchema, count),
    by_tier: z.record(tierSchema, count),
    by_delivery: z.record(deliverySchema, count),
  }),
  /** used / (used + pending + expired + revoked that were ever mailed, or kept in the outbox to be passed on). */
  conversion: shareSchema,
  conversion_by_tier: z.record(tierSchema, shareSchema),
  /** The last 30 UTC days, oldest first, every day present. */
  days: z.array(z.object({ day: daySchema, invited: count, registered: count })),
  /** Registrations of the last 7 days and of the 7 before. */
  registrations_7d: count,
  registrations_previous_7d: count,
  /** Day on which the seats run out at the rate of the last 7 days; null when they don't within a year. */
  full_on: daySchema.nullable(),
  batches_by_status: z.record(batchStatusSchema, count),
  mails_failed: count,
  expiring_7d: count,
  onboarding: z.object({
    started: count,
    completed: shareSchema,
    /** Of those who completed it. */
    mean_seconds: z.number().nullable(),
    median_seconds: z.number().nullable(),
  }),
  /** Today and the last seven UTC days with today, as far as was reported. */
  usage: z.object({
    today: usageSchema,
    week: usageSchema,
    /** Of the week. */
    by_tier: z.record(tierSchema, usageSchema),
    /** The five that asked models most often in the week. */
    agents: z.array(z.object({ agent: z.string(), calls: count, cost_usd_micros: money })),
  }),
});
export type BetaAnalytics = z.infer<typeof betaAnalyticsSchema>;

/** How mails leave. outbox: no mail server is set, so nobody is mailed and the outbox keeps everything. */
export const mailRouteSchema = z.enum(['smtp', 'outbox']);

export const platformAboutSchema = z.object({
  version: z.string(),
  mail: mailRouteSchema,
  /** True on a simulated beta, which mails nobody whatever is set. */
  rehearsal: z.boolean(),
});
export type PlatformAbout = z.infer<typeof platformAboutSchema>;

export const monitoringOperations = [
  defineOperation({
    id: 'monitoring.health',
    method: 'GET',
    path: '/health',
    summary: 'Is the process alive',
    description: 'Answers as long as the process runs. For load balancers.',
    permission: 'public',
    status: 200,
    response: z.object({ status: z.literal('ok'), version: z.string(), uptime_seconds: z.number() }),
    problems: [],
  }),
  defineOperation({
    id: 'monitoring.ready',
    method: 'GET',
    path: '/ready',
    summary: 'Can it serve',
    description: 'Checks what the platform needs. 503 while one of them is down or the process is draining.',
    permission: 'public',
    status: 200,
    response: z.object({
      status: z.literal('ready'),
      checks: z.array(z.object({ name: z.string(), status: checkStatusSchema, milliseconds: z.number() })),
    }),
    problems: [],
  }),
  defineOperation({
    id: 'monitoring.summary',
    method: 'GET',
    path: '/api/health',
    summary: 'Public summary',
    description: 'Status, version and time in one small answer; the endpoint that the report times.',
    permission: 'public',
    status: 200,
    response: z.object({ status: z.enum(['healthy', 'degraded']), version: z.string(), time: timestampSchema }),
    problems: [],
  }),
  defineOperation({
    id: 'monitoring.about',
    method: 'GET',
    path: '/api/about',
    summary: 'What this platform is',
    description:
      'Its version, whether mails go to a mail server or are only kept in the outbox, and whether the beta is simulated. For whoever has to know before an approval if people will be mailed.',
    permission: ['support', 'ops', 'admin'],
    status: 200,
    response: platformAboutSchema,
    problems: [],
  }),
  defineOperation({
    id: 'monitoring.beta_analytics',
    method: 'GET',
    path: '/dashboard/api/beta-analytics',
    summary: 'The beta in numbers',
    description:
      'Seats, invitations by state, conversion, registrations a day, onboarding, and what members did in the product and what it cost, by tier and agent.',
    permission: ['support', 'ops', 'admin'],
    status: 200,
    response: betaAnalyticsSchema,
    problems: [],
  }),
] as const;
