import { z } from 'zod';
import { idSchema, nullableTimestampSchema, timestampSchema } from './common.ts';
import { type MetricName, metricSeries } from './metric-series.ts';
import { defineOperation } from './operation.ts';

export const metricNameSchema = z.enum(Object.keys(metricSeries) as [MetricName, ...MetricName[]]);

/** Seconds that one point stands for. Finer points are kept for a shorter time than coarser ones. */
export const resolutions = [10, 60, 3600, 86_400] as const;
export type Resolution = (typeof resolutions)[number];
const resolutionSchema = z.union([z.literal(10), z.literal(60), z.literal(3600), z.literal(86_400)]);

/** R11; `none` is "no data", which is neither 0 nor green. */
export const lightSchema = z.enum(['green', 'yellow', 'red', 'none']);
export type Light = z.infer<typeof lightSchema>;

const count = z.number().int().min(0);
const value = z.number().nullable();

/**
 * One stretch of `step_seconds` from `at` on. A stretch in which nothing was measured is left out, so that a gap is a
 * gap. `sum` over `step_seconds` is a rate, where values are counted. Percentiles are null where values are not times.
 */
export const metricPointSchema = z.object({
  at: timestampSchema,
  count,
  sum: z.number(),
  mean: value,
  min: value,
  max: value,
  p50: value,
  p95: value,
  p99: value,
});
export type MetricPoint = z.infer<typeof metricPointSchema>;

export const metricHistorySchema = z.object({
  name: metricNameSchema,
  label: z.string(),
  step_seconds: resolutionSchema,
  points: z.array(metricPointSchema),
});
export type MetricHistory = z.infer<typeof metricHistorySchema>;

/** A range of at most 400 days; without one, the last hour. */
const rangeQuery = { from: timestampSchema.optional(), to: timestampSchema.optional() };

const endpointSchema = z.object({
  /** `platform` measures itself; what the product does is what its gateways report (R17). */
  source: z.enum(['platform', 'gateway']),
  /** `GET /api/users/{id}`. */
  endpoint: z.string(),
  requests: count,
  per_second: z.number(),
  mean_ms: value,
  p50_ms: value,
  p95_ms: value,
  p99_ms: value,
  client_errors: count,
  server_errors: count,
  /** For the p95, where the report names one (S3). */
  target_ms: value,
  light: lightSchema,
});
export type EndpointHealth = z.infer<typeof endpointSchema>;

const resourceSchema = z.object({
  name: metricNameSchema,
  value,
  /** Mean and peak of the last hour. */
  mean: value,
  peak: value,
  limit: value,
  light: lightSchema,
});

const serviceSchema = z.object({
  /** `api`, `database`, `mail`, `ai_providers`, a probe that was configured, or what an incident named. */
  name: z.string(),
  /** `unknown`: nobody measures it, or nobody has for two minutes. */
  state: z.enum(['up', 'down', 'unknown']),
  /** Since when it is in this state, as far as is kept. */
  since: nullableTimestampSchema,
  checked_at: nullableTimestampSchema,
  /** Shares of the measured time in which it was up, by probes and incidents; null where nothing was measured. */
  uptime_24h: value,
  uptime_30d: value,
  target: z.number(),
  light: lightSchema,
  /** Why it is down, in words. */
  detail: z.string().nullable(),
});
export type ServiceHealth = z.infer<typeof serviceSchema>;

/** The state of things, in one answer. */
export const healthDetailSchema = z.object({
  generated_at: timestampSchema,
  /**
   * `critical`: something is down or red, or a critical alert fires; `degraded`: something is yellow, or an alert is open,
   * also one that somebody looks after.
   */
  status: z.enum(['healthy', 'degraded', 'critical']),
  /** What made it so, worst first; empty while healthy. */
  reasons: z.array(z.string()),
  version: z.string(),
  database: z.enum(['pglite', 'postgres']),
  /** Nodes that measured something within the last minute. */
  nodes: z.array(z.object({ name: z.string(), started_at: timestampSchema, last_at: timestampSchema })),
  resources: z.array(resourceSchema),
  services: z.array(serviceSchema),
  certificates: z.array(
    z.object({ host: z.string(), expires_at: nullableTimestampSchema, days_left: value, light: lightSchema }),
  ),
  /** The last five minutes: all requests, 5xx against 0.1 % and 4xx + 5xx against 1 % (R10), p95 against 500 ms. */
  traffic: z.object({
    per_second: z.number(),
    p95_ms: value,
    p95_light: lightSchema,
    server_error_share: value,
    server_error_light: lightSchema,
    error_share: value,
    error_light: lightSchema,
  }),
});
export type HealthDetail = z.infer<typeof healthDetailSchema>;

export const annotationKindSchema = z.enum(['incident', 'alert', 'batch', 'deployment']);
export type AnnotationKind = z.infer<typeof annotationKindSchema>;

/** Something that happened and may explain what charts show. */
export const annotationSchema = z.object({
  kind: annotationKindSchema,
  /** Of the incident, the alert, the batch or the deployment. */
  id: idSchema,
  from: timestampSchema,
  /** The same as `from` for what takes no time; null while it goes on. */
  to: nullableTimestampSchema,
  /** The title of the incident, what the alert found, the name of the batch, the version. */
  title: z.string(),
  /** P0 to P2 of an incident; critical, warning or info of an alert; null of all else. */
  severity: z.enum(['P0', 'P1', 'P2', 'critical', 'warning', 'info']).nullable(),
  /** How many people a batch invites; null of all else. */
  invitations: count.nullable(),
  /** Who put a version into use, where that was said; null of all else. */
  by: z.string().nullable(),
});
export type Annotation = z.infer<typeof annotationSchema>;

/** Most annotations of a kind that are answered at once. */
export const mostAnnotations = 200;

export const metricsOperations = [
  defineOperation({
    id: 'metrics.health',
    method: 'GET',
    path: '/dashboard/api/health',
    summary: 'Health in detail',
    description:
      'Resources, services, certificates and traffic, each with its light. What the Health screen begins with.',
    permission: ['support', 'ops', 'admin'],
    status: 200,
    response: healthDetailSchema,
    problems: [],
  }),
  defineOperation({
    id: 'metrics.realtime',
    method: 'GET',
    path: '/dashboard/api/metrics/realtime',
    summary: 'The last minutes',
    description: 'Points of ten seconds of the last five minutes, for the series that a wall display shows.',
    permission: ['support', 'ops', 'admin'],
    status: 200,
    response: z.object({ at: timestampSchema, series: z.array(metricHistorySchema) }),
    problems: [],
  }),
  defineOperation({
    id: 'metrics.history',
    method: 'GET',
    path: '/dashboard/api/metrics/history',
    summary: 'One series over a range',
    description:
      'At most 1,500 points, as fine as the range and what is kept allow. Percentiles are of merged histograms.',
    permission: ['support', 'ops', 'admin'],
    query: z.strictObject({ name: metricNameSchema, label: z.string().max(300).default(''), ...rangeQuery }),
    status: 200,
    response: metricHistorySchema,
    problems: [],
  }),
  defineOperation({
    id: 'metrics.endpoints',
    method: 'GET',
    path: '/dashboard/api/endpoints',
    summary: 'Endpoints over a range',
    description: 'Every endpoint that was called, with rates, errors, percentiles and its light against the target.',
    permission: ['support', 'ops', 'admin'],
    query: z.strictObject(rangeQuery),
    status: 200,
    response: z.object({ from: timestampSchema, to: timestampSchema, items: z.array(endpointSchema) }),
    problems: [],
  }),
  defineOperation({
    id: 'metrics.uptime',
    method: 'GET',
    path: '/dashboard/api/uptime',
    summary: 'Uptime by service',
    description:
      'The states of every service over a range, from probes and incidents together, and the share of the measured time in which it was up. `unknown` is time that nobody measured.',
    permission: ['support', 'ops', 'admin'],
    query: z.strictObject(rangeQuery),
    status: 200,
    response: z.object({
      from: timestampSchema,
      to: timestampSchema,
      items: z.array(
        z.object({
          name: z.string(),
          uptime: value,
          target: z.number(),
          light: lightSchema,
          states: z.array(
            z.object({ state: z.enum(['up', 'down', 'unknown']), from: timestampSchema, to: timestampSchema }),
          ),
        }),
      ),
    }),
    problems: [],
  }),
  defineOperation({
    id: 'metrics.annotations',
    method: 'GET',
    path: '/dashboard/api/annotations',
    summary: 'What happened over a range',
    description:
      'Incidents, alerts, sending batches and versions put into use that lasted into a range, oldest first, for drawing them over charts. Of each kind the newest 200, and only the kinds whose lists the caller may read.',
    permission: ['support', 'ops', 'admin'],
    query: z.strictObject(rangeQuery),
    status: 200,
    response: z.object({
      from: timestampSchema,
      to: timestampSchema,
      items: z.array(annotationSchema),
      /** Kinds of which there were more. */
      incomplete: z.array(annotationKindSchema),
    }),
    problems: [],
  }),
] as const;
