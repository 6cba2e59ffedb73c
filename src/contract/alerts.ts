import { z } from 'zod';
import { alertRuleInputSchema, alertRuleOperations, alertRuleSchema } from './alert-rules.ts';
import { alertSeveritySchema, alertStateSchema } from './alert-states.ts';
import { alertWebhookOperations } from './alert-webhooks.ts';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  timestampSchema,
} from './common.ts';
import { incidentStateSchema } from './incidents.ts';
import { metricNameSchema } from './metrics.ts';
import { defineOperation } from './operation.ts';

export { type AlertState, alertStateSchema } from './alert-states.ts';

export const alertEventKindSchema = z.enum([
  'fired',
  'reopened',
  'acknowledged',
  'acknowledgement_ended',
  'silenced',
  'silence_ended',
  'escalated',
  'resolved',
]);
export type AlertEventKind = z.infer<typeof alertEventKindSchema>;

const heldSchema = z.object({ by: actorSchema, at: timestampSchema, until: timestampSchema, comment: z.string() });

export const alertSchema = z.object({
  id: idSchema,
  rule: alertRuleSchema.pick({ id: true, name: true }).extend({
    metric: metricNameSchema,
    /** A deleted rule keeps its alerts. */
    deleted: z.boolean(),
  }),
  /** Which series of the metric: an endpoint, a service, a host; '' is the one of all. `*`: see `grouped`. */
  label: z.string(),
  severity: alertSeveritySchema,
  state: alertStateSchema,
  /** What was found, in a sentence: `P95 response time at GET /api/health is 812 ms; the limit is 100 ms`. */
  summary: z.string(),
  /** The newest value that the rule was judged by; null where nothing was measured. */
  value: z.number().nullable(),
  /** How many more series of this rule fire that have no alert of their own; 0 for an alert of one series. */
  grouped: z.number().int().min(0),
  opened_at: timestampSchema,
  /** When it began to fire this time; later than `opened_at` where it was reopened. */
  fired_at: timestampSchema,
  resolved_at: nullableTimestampSchema,
  /** How often it came back. */
  reopened: z.number().int().min(0),
  /** While it fires: since when nothing is measured any more. It neither fires anew nor resolves by itself then. */
  no_data_since: nullableTimestampSchema,
  acknowledged: heldSchema.nullable(),
  /** The comment is the reason. A silence outlives the alert: what comes back within it stays silent. */
  silenced: heldSchema.nullable(),
  /** The incident that it was escalated to: an open one before all others, then the newest. */
  incident: z.object({ id: idSchema, title: z.string(), state: incidentStateSchema }).nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertEventSchema = z.object({
  /** Goes up with every event, of whatever alert. */
  position: z.number().int(),
  at: timestampSchema,
  kind: alertEventKindSchema,
  by: actorSchema,
  comment: z.string(),
  until: nullableTimestampSchema,
  value: z.number().nullable(),
});
export type AlertEvent = z.infer<typeof alertEventSchema>;

export const alertDetailSchema = alertSchema.extend({
  definition: alertRuleInputSchema,
  /** Newest first, 200 at most. */
  history: z.array(alertEventSchema),
});
export type AlertDetail = z.infer<typeof alertDetailSchema>;

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, 'Text without control characters');
const minutes = (most: number) => z.number().int().min(1).max(most);

const staff = ['support', 'ops', 'admin'] as const;
const acting = ['ops', 'admin'] as const;

export const alertOperations = [
  defineOperation({
    id: 'alerts.list',
    method: 'GET',
    path: '/dashboard/api/alerts',
    summary: 'List alerts',
    description: 'Alerts, newest first. `open` are all but the resolved ones.',
    permission: staff,
    query: listQuery(['-opened_at', 'opened_at'], {
      state: z.enum(['open', ...alertStateSchema.options]).optional(),
      severity: alertSeveritySchema.optional(),
      rule_id: idSchema.optional(),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: listOf(alertSchema),
    problems: [],
  }),
  defineOperation({
    id: 'alerts.get',
    method: 'GET',
    path: '/api/alerts/{id}',
    summary: 'One alert',
    description: 'An alert with its rule as it is now and everything that happened to it.',
    permission: staff,
    params: idParamsSchema,
    status: 200,
    response: alertDetailSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'alerts.acknowledge',
    method: 'POST',
    path: '/api/alerts/{id}/acknowledge',
    summary: 'Acknowledge an alert',
    description:
      'Says that somebody looks after it, for so many minutes. If it still fires then, it fires again for everybody. Ends a silence.',
    permission: acting,
    params: idParamsSchema,
    body: z.strictObject({ comment: text(1000).default(''), minutes: minutes(7 * 1440).default(60) }),
    status: 200,
    response: alertDetailSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'alerts.resolve',
    method: 'POST',
    path: '/api/alerts/{id}/resolve',
    summary: 'Resolve an alert',
    description:
      'Says that it is over. If the platform still finds it after the time that the rule asks for, the same alert is reopened.',
    permission: acting,
    params: idParamsSchema,
    body: z.strictObject({ comment: text(1000).default('') }),
    status: 200,
    response: alertDetailSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'alerts.silence',
    method: 'POST',
    path: '/api/alerts/{id}/silence',
    summary: 'Silence an alert',
    description:
      'Tells nobody of it for so many minutes, also when it resolves and comes back meanwhile. If it still fires then, it fires again.',
    permission: acting,
    params: idParamsSchema,
    body: z.strictObject({
      reason: text(1000).min(1, 'Say why, for whoever finds it silent'),
      minutes: minutes(30 * 1440),
    }),
    status: 200,
    response: alertDetailSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  ...alertRuleOperations,
  ...alertWebhookOperations,
] as const;
