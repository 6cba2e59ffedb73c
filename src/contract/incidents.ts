import { z } from 'zod';
import { alertSeveritySchema, alertStateSchema } from './alert-states.ts';
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

/** P0: most people can't work with it; P1: many are hindered; P2: some notice. */
export const incidentSeveritySchema = z.enum(['P0', 'P1', 'P2']);
export type IncidentSeverity = z.infer<typeof incidentSeveritySchema>;

/** The states of an incident that is under way, in their usual order; it may go back, but never to `declared`. */
export const workingStateSchema = z.enum(['investigating', 'identified', 'monitoring']);
export type WorkingState = z.infer<typeof workingStateSchema>;
export const incidentStateSchema = z.enum(['declared', ...workingStateSchema.options, 'resolved']);
export type IncidentState = z.infer<typeof incidentStateSchema>;

const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u;
const plainText = /^(?:[^\p{Cc}]|[\n\r\t])*$/u;

const titleSchema = z
  .string()
  .trim()
  .min(1, 'Give it a title')
  .max(150)
  .regex(oneLine, 'One line, without control characters');
const textSchema = z.string().trim().max(5000).regex(plainText, 'Text without control characters');
const serviceNameSchema = z
  .string()
  .trim()
  .min(1, 'Name the service')
  .max(60)
  .regex(oneLine, 'One line, without control characters');

/** A service that is affected; with `downtime` the time counts against its uptime. */
const affectedServiceSchema = z.strictObject({ name: serviceNameSchema, downtime: z.boolean() });
export type AffectedService = z.infer<typeof affectedServiceSchema>;

const servicesSchema = z.array(affectedServiceSchema).min(1, 'Say what is affected').max(20);
const versionSchema = z.number().int().min(1).max(2_000_000_000);
const seconds = z.number().int().min(0);

export const incidentSchema = z.object({
  id: idSchema,
  /** Goes up with every change of its facts or state; a change names the version that it was made on. */
  version: z.number().int(),
  title: z.string(),
  severity: incidentSeveritySchema,
  state: incidentStateSchema,
  services: z.array(z.object({ name: z.string(), downtime: z.boolean() })),
  /** Shown on the public status page, with its title, times, services and public updates. */
  public: z.boolean(),
  started_at: timestampSchema,
  resolved_at: nullableTimestampSchema,
  /** From the start until it was resolved, or until now. */
  duration_seconds: seconds,
  /** From the start until the first thing that was done after it was declared; null while nothing was. */
  first_response_seconds: seconds.nullable(),
  impact: z.string().nullable(),
  cause: z.string().nullable(),
  resolution: z.string().nullable(),
  /** The alert it was escalated from; others may have been added since. */
  alert_id: idSchema.nullable(),
  declared_by: actorSchema,
  declared_at: timestampSchema,
  updated_at: timestampSchema,
});
export type Incident = z.infer<typeof incidentSchema>;

export const incidentEntrySchema = z.object({
  id: idSchema,
  at: timestampSchema,
  kind: z.enum(['declared', 'state', 'update', 'resolved', 'reopened']),
  /** The state after it. */
  state: incidentStateSchema,
  /** On the status page, where the incident is. */
  public: z.boolean(),
  /** May be empty where the state says it all. */
  text: z.string(),
  by: actorSchema,
});
export type IncidentEntry = z.infer<typeof incidentEntrySchema>;

/** An alert that is part of an incident. */
export const incidentAlertSchema = z.object({
  id: idSchema,
  added_at: timestampSchema,
  added_by: actorSchema,
  /** As it is now; null once it is kept no longer. */
  alert: z
    .object({
      rule: z.string(),
      label: z.string(),
      severity: alertSeveritySchema,
      state: alertStateSchema,
      summary: z.string(),
    })
    .nullable(),
});
export type IncidentAlert = z.infer<typeof incidentAlertSchema>;

/** So many alerts one incident may have. */
export const mostIncidentAlerts = 100;

/** With everything that was said and done, oldest first, and its alerts, the one it was escalated from first. */
export const incidentDetailSchema = incidentSchema.extend({
  timeline: z.array(incidentEntrySchema),
  alerts: z.array(incidentAlertSchema),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

/** How one service fared: what incidents say of it. */
export const serviceUptimeSchema = z.object({
  name: z.string(),
  /** Share of the measured time in which it was up, by probes and incidents; null where nothing was measured. */
  uptime: z.number().nullable(),
  /** A minute that several incidents or probes tell of counts once. */
  downtime_seconds: seconds,
  /** How many incidents named it within the range. */
  incidents: seconds,
  target: z.number(),
});
export type ServiceUptime = z.infer<typeof serviceUptimeSchema>;

/** A range of at most 400 days; without one, the last 30. */
const rangeQuery = { from: timestampSchema.optional(), to: timestampSchema.optional() };

const staff = ['support', 'ops', 'admin'] as const;
const changers = ['ops', 'admin'] as const;

export const incidentOperations = [
  defineOperation({
    id: 'incidents.list',
    method: 'GET',
    path: '/api/incidents',
    summary: 'List incidents',
    description:
      'Incidents, newest first, by state (`open`: all that are not resolved), severity, service, alert or words of the title. With `from` and `to`: those that lasted into that range.',
    permission: staff,
    query: listQuery(['-started_at', 'started_at'], {
      state: z.enum(['open', ...incidentStateSchema.options]).optional(),
      severity: incidentSeveritySchema.optional(),
      service: z.string().trim().max(60).optional(),
      alert_id: idSchema.optional(),
      q: z.string().max(200).optional(),
      ...rangeQuery,
    }),
    status: 200,
    response: listOf(incidentSchema),
    problems: [],
  }),
  defineOperation({
    id: 'incidents.summary',
    method: 'GET',
    path: '/api/incidents/summary',
    summary: 'How incidents went',
    description:
      'Of the incidents that began in a range: how many, how long until somebody did something and until they were resolved, against the targets; and the uptime of each service.',
    permission: staff,
    query: z.strictObject(rangeQuery),
    status: 200,
    response: z.object({
      from: timestampSchema,
      to: timestampSchema,
      /** All that are open now, whenever they began. */
      open: seconds,
      severities: z.array(
        z.object({
          severity: incidentSeveritySchema,
          incidents: seconds,
          resolved: seconds,
          /** Of those that are resolved; null where none is. */
          mean_seconds: z.number().nullable(),
          target_seconds: seconds,
          /** Took longer than the target, or are open for longer. */
          late: seconds,
        }),
      ),
      first_response: z.object({
        incidents: seconds,
        responded: seconds,
        mean_seconds: z.number().nullable(),
        target_seconds: seconds,
        late: seconds,
      }),
      services: z.array(serviceUptimeSchema),
    }),
    problems: [],
  }),
  defineOperation({
    id: 'incidents.declare',
    method: 'POST',
    path: '/api/incidents',
    summary: 'Declare an incident',
    description:
      'Opens an incident. `started_at` may lie in the past. A public one appears on the status page at once, with its title; `text` is the first thing said about it. With `alert_id` an alert is escalated to it, whose history says so; of one alert one incident is open at a time.',
    permission: changers,
    body: z.strictObject({
      title: titleSchema,
      severity: incidentSeveritySchema,
      services: servicesSchema,
      public: z.boolean().default(true),
      started_at: timestampSchema.optional(),
      impact: textSchema.optional(),
      text: textSchema.optional(),
      text_public: z.boolean().default(false),
      alert_id: idSchema.optional(),
    }),
    status: 201,
    response: incidentDetailSchema,
    problems: ['state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'incidents.get',
    method: 'GET',
    path: '/api/incidents/{id}',
    summary: 'Read an incident',
    description: 'One incident with its timeline, oldest entry first.',
    permission: staff,
    params: idParamsSchema,
    status: 200,
    response: incidentDetailSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'incidents.alerts.add',
    method: 'POST',
    path: '/api/incidents/{id}/alerts',
    summary: 'Add an alert to an incident',
    description: `Says that an alert is of this incident, which has to be open; the alert's history says so too. Of one alert one incident is open at a time, and an incident has at most ${mostIncidentAlerts}. Adding one that is there already changes nothing.`,
    permission: changers,
    params: idParamsSchema,
    body: z.strictObject({ alert_id: idSchema }),
    status: 200,
    response: incidentDetailSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'incidents.update',
    method: 'PATCH',
    path: '/api/incidents/{id}',
    summary: 'Change the facts of an incident',
    description:
      'Changes what is given and leaves the rest. `version` is the one that was read: if somebody changed the incident meanwhile, nothing is changed and the answer says so. An empty text takes impact or cause away.',
    permission: changers,
    params: idParamsSchema,
    body: z.strictObject({
      version: versionSchema,
      title: titleSchema.optional(),
      severity: incidentSeveritySchema.optional(),
      services: servicesSchema.optional(),
      public: z.boolean().optional(),
      started_at: timestampSchema.optional(),
      resolved_at: timestampSchema.optional(),
      impact: textSchema.optional(),
      cause: textSchema.optional(),
      resolution: textSchema.optional(),
    }),
    status: 200,
    response: incidentDetailSchema,
    problems: ['not_found', 'conflict', 'state_conflict'],
  }),
  defineOperation({
    id: 'incidents.updates.create',
    method: 'POST',
    path: '/api/incidents/{id}/updates',
    summary: 'Post an update',
    description:
      'Adds to the timeline, for staff alone or for everybody. With `state` the incident moves there too, and `version` is needed; without one, two people may write at once and both are kept.',
    permission: changers,
    params: idParamsSchema,
    body: z.strictObject({
      text: textSchema.optional(),
      public: z.boolean(),
      state: workingStateSchema.optional(),
      version: versionSchema.optional(),
    }),
    status: 201,
    response: incidentDetailSchema,
    problems: ['not_found', 'conflict', 'state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'incidents.resolve',
    method: 'POST',
    path: '/api/incidents/{id}/resolve',
    summary: 'Resolve an incident',
    description:
      'Says what was done and ends it, now or at an earlier time. The cause may follow. `text` is said on the timeline, publicly where `public` says so.',
    permission: changers,
    params: idParamsSchema,
    body: z.strictObject({
      version: versionSchema,
      resolution: textSchema.min(1, 'Say what was done'),
      cause: textSchema.optional(),
      resolved_at: timestampSchema.optional(),
      text: textSchema.optional(),
      public: z.boolean(),
    }),
    status: 200,
    response: incidentDetailSchema,
    problems: ['not_found', 'conflict', 'state_conflict'],
  }),
  defineOperation({
    id: 'incidents.reopen',
    method: 'POST',
    path: '/api/incidents/{id}/reopen',
    summary: 'Reopen an incident',
    description:
      'It was not over after all: the time since it was resolved counts as part of it. New trouble is a new incident.',
    permission: changers,
    params: idParamsSchema,
    body: z.strictObject({
      version: versionSchema,
      text: textSchema.min(1, 'Say why'),
      public: z.boolean(),
    }),
    status: 200,
    response: incidentDetailSchema,
    problems: ['not_found', 'conflict', 'state_conflict'],
  }),
] as const;
