import { z } from 'zod';
import { idSchema, nullableTimestampSchema, timestampSchema } from './common.ts';
import { incidentStateSchema } from './incidents.ts';
import { defineOperation } from './operation.ts';

/** How many days the status page looks back, today among them. */
export const statusDays = 90;

/** `unknown`: nobody measured it, and nobody told of it; it is never shown as good. */
export const serviceStateSchema = z.enum(['operational', 'degraded', 'down', 'unknown']);
export type ServiceState = z.infer<typeof serviceStateSchema>;

const publicIncidentSchema = z.object({
  id: idSchema,
  title: z.string(),
  state: incidentStateSchema,
  services: z.array(z.object({ name: z.string(), downtime: z.boolean() })),
  started_at: timestampSchema,
  resolved_at: nullableTimestampSchema,
  duration_seconds: z.number().int().min(0),
  /** Public ones only, newest first, without who wrote them. */
  updates: z.array(z.object({ at: timestampSchema, state: incidentStateSchema, text: z.string() })),
});
export type PublicIncident = z.infer<typeof publicIncidentSchema>;

/** What anybody may know. It has no place for a person's name, nor for anything internal. */
export const statusSchema = z.object({
  /** When this was so. */
  generated_at: timestampSchema,
  /** The platform can't reach its database: this is the last that it knew. */
  stale: z.boolean(),
  /** The worst of the services of which something is known; `unknown` where that is none. */
  state: serviceStateSchema,
  services: z.array(
    z.object({
      name: z.string(),
      state: serviceStateSchema,
      /** Share of what was measured in the days below that it was up; null where nothing was. */
      uptime: z.number().nullable(),
      /** By day in UTC, oldest first. */
      days: z.array(
        z.object({
          day: z.iso.date(),
          state: serviceStateSchema,
          downtime_seconds: z.number().int().min(0),
          /** How much of the day something is known of, by probes and incidents. */
          measured_seconds: z.number().int().min(0),
        }),
      ),
    }),
  ),
  open: z.array(publicIncidentSchema),
  /** Resolved within those days, newest first. */
  past: z.array(publicIncidentSchema),
});
export type PublicStatus = z.infer<typeof statusSchema>;

export const statusOperations = [
  defineOperation({
    id: 'status.get',
    method: 'GET',
    path: '/status.json',
    summary: 'The public status',
    description:
      'What `/status` shows, for programs: the state of each service, its last 90 days, and incidents that are public with their public updates. At most a few seconds old.',
    permission: 'public',
    maximumAgeSeconds: 5,
    status: 200,
    response: statusSchema,
    problems: [],
  }),
] as const;
