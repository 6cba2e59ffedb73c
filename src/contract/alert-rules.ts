import { z } from 'zod';
import { alertSeveritySchema } from './alert-states.ts';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  noContentSchema,
  timestampSchema,
} from './common.ts';
import { incidentSeveritySchema } from './incidents.ts';
import { metricNameSchema } from './metrics.ts';
import { shareSchema } from './monitoring.ts';
import { defineOperation } from './operation.ts';

/**
 * What is made of the points of a window. `sum` adds up values that are counted, `rate` is that for a second (of a
 * metric of times: how many there were for a second). The two shares are of `http.duration_ms` and
 * `gateway.duration_ms`: of all requests, those with 4xx or 5xx, or with 5xx.
 */
export const alertStatisticSchema = z.enum([
  'mean',
  'min',
  'max',
  'p50',
  'p95',
  'p99',
  'sum',
  'rate',
  'error_share',
  'server_error_share',
]);
export type AlertStatistic = z.infer<typeof alertStatisticSchema>;

const limit = z.number().min(-1e15).max(1e15);
const seconds = (least: number, most: number) => z.number().int().min(least).max(most).multipleOf(10);

/**
 * `threshold`: beyond a value, over when it is back beyond `clear` (hysteresis; null: the value itself). `change`:
 * rose or fell by a share against the window before. `absence`: nothing was measured. `burn_rate`: the share of errors
 * is `factor` times the `budget`, in the window and in a long one: soon for much, late for little, and never for a
 * single request at night (`minimum_count`).
 */
export const alertConditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('threshold'),
    direction: z.enum(['above', 'below']),
    value: limit,
    clear: limit.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('change'),
    direction: z.enum(['rise', 'fall']),
    share: z.number().min(0.01).max(1000),
  }),
  z.strictObject({ kind: z.literal('absence') }),
  z.strictObject({
    kind: z.literal('burn_rate'),
    budget: z.number().min(0.000_001).max(1),
    factor: z.number().min(1).max(1000),
    long_seconds: seconds(60, 86_400),
  }),
]);
export type AlertCondition = z.infer<typeof alertConditionSchema>;

/** What a rule says, as it is made, changed and tried over the past. */
const ruleFields = {
  name: z
    .string()
    .trim()
    .min(1, 'Give the rule a name')
    .max(100)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, 'One line, without control characters'),
  metric: metricNameSchema,
  /**
   * The series: '' is the one of all; `*` in it stands for anything, and then each series that fits is judged by
   * itself and has an alert of its own.
   */
  label: z
    .string()
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Without control characters'),
  statistic: alertStatisticSchema,
  /** The stretch of time that a value is made from: long enough that what is still being measured now doesn't matter. */
  window_seconds: seconds(30, 86_400),
  condition: alertConditionSchema,
  /** How long it must be so before it fires, and how long not any more before it resolves. */
  for_seconds: seconds(0, 86_400),
  clear_for_seconds: seconds(0, 86_400),
  /** With fewer measurements in the window nothing is judged. */
  minimum_count: z.number().int().min(0).max(1_000_000),
  severity: alertSeveritySchema,
  enabled: z.boolean(),
};

const shares: readonly AlertStatistic[] = ['error_share', 'server_error_share'];
const percentiles: readonly AlertStatistic[] = ['p50', 'p95', 'p99'];

type RuleFields = z.infer<z.ZodObject<typeof ruleFields>>;

/** Why a rule would never say anything true, by field; nothing where it is sound. */
function contradictions({ metric, statistic, condition, window_seconds: window }: RuleFields) {
  const found: { path: string[]; message: string }[] = [];
  const requests = metric === 'http.duration_ms' || metric === 'gateway.duration_ms';
  if (shares.includes(statistic) && !requests) {
    found.push({ path: ['statistic'], message: 'Only response times know the share of errors' });
  }
  if (percentiles.includes(statistic) && !metric.endsWith('_ms')) {
    found.push({ path: ['statistic'], message: 'Only times have percentiles' });
  }
  if (condition.kind === 'burn_rate') {
    if (!shares.includes(statistic)) {
      found.push({ path: ['statistic'], message: 'A budget is burned by a share of errors' });
    }
    if (condition.long_seconds <= window) {
      found.push({ path: ['condition', 'long_seconds'], message: 'Must be longer than the window' });
    }
  }
  if (condition.kind === 'threshold' && condition.clear !== null) {
    const beyond =
      condition.direction === 'above' ? condition.clear > condition.value : condition.clear < condition.value;
    if (beyond) found.push({ path: ['condition', 'clear'], message: 'Must be on the good side of the limit' });
  }
  return found;
}

export const alertRuleInputSchema = z.strictObject(ruleFields).superRefine((rule, context) => {
  for (const { path, message } of contradictions(rule)) context.addIssue({ code: 'custom', path, message });
});
export type AlertRuleInput = z.infer<typeof alertRuleInputSchema>;

export const alertRuleSchema = z.object({
  id: idSchema,
  ...ruleFields,
  /** In a sentence. */
  sentence: z.string(),
  /** Made with the store, for the targets of the beta. */
  built_in: z.boolean(),
  /** Alerts of it that are open. */
  open_alerts: z.number().int().min(0),
  /** Goes up with every change; a change names the one that it was made on. */
  version: z.number().int(),
  created_at: timestampSchema,
  created_by: actorSchema,
  updated_at: timestampSchema,
  updated_by: actorSchema,
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

/**
 * A rule against the incidents of a range. An alert that would have fired was one where it and an incident touch, with
 * a tolerance; an incident was found where any alert was it. Public and internal incidents count alike, and so do their
 * severities, which no rule names. A rule over probes names services: then only incidents of those count.
 */
const againstIncidentsSchema = z.object({
  /** Touching means: not further apart than this. */
  tolerance_seconds: z.number().int(),
  /** The services whose incidents count; null: all. */
  services: z.array(z.string()).nullable(),
  /** Precision: of the alerts, those that were an incident. */
  precision: shareSchema,
  /** Recall: of the incidents, those that were found. */
  recall: shareSchema,
  /** Incidents that were not found, newest first, 20 at most. */
  missed: z.array(
    z.object({
      id: idSchema,
      title: z.string(),
      severity: incidentSeveritySchema,
      started_at: timestampSchema,
      resolved_at: timestampSchema.nullable(),
    }),
  ),
});
export type AgainstIncidents = z.infer<typeof againstIncidentsSchema>;

export const backtestSchema = z.object({
  from: timestampSchema,
  to: timestampSchema,
  /** How far two looks are apart: as near as what is kept of the range allows. */
  step_seconds: z.number().int(),
  /** How often it was looked, and how often there was nothing to judge by. */
  looks: z.number().int().min(0),
  looks_without_data: z.number().int().min(0),
  labels: z.number().int().min(0),
  /** Alerts there would have been: firings of a series that follow one another closely are one. */
  alerts: z.number().int().min(0),
  /** Seconds during which anything fired. */
  firing_seconds: z.number().int().min(0),
  /** Oldest first, 500 at most. `to` is null where it still fires at the end; `peak` is the worst value. */
  firings: z.array(
    z.object({
      label: z.string(),
      from: timestampSchema,
      to: timestampSchema.nullable(),
      peak: z.number().nullable(),
    }),
  ),
  firings_total: z.number().int().min(0),
  incidents: againstIncidentsSchema,
});
export type Backtest = z.infer<typeof backtestSchema>;

const acting = ['ops', 'admin'] as const;
const version = z.number().int().min(1).max(2_000_000_000);

export const alertRuleOperations = [
  defineOperation({
    id: 'alerts.rules.list',
    method: 'GET',
    path: '/api/alert-rules',
    summary: 'List alert rules',
    description: 'Every rule with how many alerts of it are open.',
    permission: ['support', 'ops', 'admin'],
    query: listQuery(['name', '-name'], { severity: alertSeveritySchema.optional() }),
    status: 200,
    response: listOf(alertRuleSchema),
    problems: [],
  }),
  defineOperation({
    id: 'alerts.rules.create',
    method: 'POST',
    path: '/api/alert-rules',
    summary: 'Make an alert rule',
    description: 'It is judged from the next look on, which is within ten seconds. There are 200 rules at most.',
    permission: acting,
    body: alertRuleInputSchema,
    status: 201,
    response: alertRuleSchema,
    problems: ['already_exists', 'state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'alerts.rules.update',
    method: 'PATCH',
    path: '/api/alert-rules/{id}',
    summary: 'Change an alert rule',
    description:
      'Changes what is named. `version` is the one that was read: if somebody changed the rule meanwhile, nothing is changed. Switched off, or with another metric or series, its open alerts are resolved.',
    permission: acting,
    params: idParamsSchema,
    body: z
      .strictObject({ ...ruleFields, version })
      .partial()
      .required({ version: true }),
    status: 200,
    response: alertRuleSchema,
    problems: ['not_found', 'conflict', 'already_exists'],
  }),
  defineOperation({
    id: 'alerts.rules.delete',
    method: 'DELETE',
    path: '/api/alert-rules/{id}',
    summary: 'Delete an alert rule',
    description: 'Its open alerts are resolved; all of its alerts stay with their history.',
    permission: acting,
    params: idParamsSchema,
    status: 204,
    response: noContentSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'alerts.rules.backtest',
    method: 'POST',
    path: '/api/alert-rules/backtest',
    summary: 'Try a rule over the past',
    description:
      'Replays a rule over what was measured between two times, with the code that judges live, and tells when it would have fired. Nothing is kept. 90 days at most.',
    permission: acting,
    body: z.strictObject({ rule: alertRuleInputSchema, from: timestampSchema, to: timestampSchema }),
    status: 200,
    response: backtestSchema,
    problems: [],
  }),
] as const;
