import { z } from 'zod';
import { timestampSchema } from './common.ts';
import { liveAlertsSchema } from './live-alerts.ts';
import { metricHistorySchema } from './metrics.ts';
import { defineOperation } from './operation.ts';

/** What one can ask the stream for. */
export const liveTopics = ['points', 'running', 'alerts'] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** Points as `metrics.realtime` answers them, known at the platform's time `at`. */
export const livePointsSchema = z.object({ at: timestampSchema, series: z.array(metricHistorySchema) });
export type LivePoints = z.infer<typeof livePointsSchema>;

const momentSchema = z.object({ at: timestampSchema });

/** `session`: it was ended or has run out; `stopping`: this node stops, another one or the next start goes on. */
export const liveEndSchema = z.object({ at: timestampSchema, reason: z.enum(['session', 'stopping']) });
export type LiveEnd = z.infer<typeof liveEndSchema>;

const topicsPattern = new RegExp(`^(${liveTopics.join('|')})(,(${liveTopics.join('|')})){0,9}$`);

export const liveOperations = [
  defineOperation({
    id: 'metrics.stream',
    method: 'GET',
    path: '/dashboard/api/metrics/stream',
    summary: 'What is measured, as it is measured',
    description:
      'A stream of events. Goes on behind `Last-Event-ID` without a gap and without saying anything twice, on any node; where that is too long ago it says `reset`. A comment comes every 15 seconds. A reader who is behind gets no `running`, then the points that were missed as fast as they are read. `topics` names what is wanted, with commas; without it everything is.',
    permission: ['support', 'ops', 'admin'],
    query: z.strictObject({
      topics: z
        .string()
        .max(100)
        .regex(topicsPattern, 'Any of points, running and alerts')
        .default('points,running,alerts'),
    }),
    status: 200,
    events: {
      points: {
        data: livePointsSchema,
        id: true,
        description:
          'One stretch of ten seconds of every series, when a node has written it: in place of what was known of it.',
      },
      running: {
        data: livePointsSchema,
        id: false,
        description:
          'The stretch that is not over yet, up to four times a second, of the series of `metrics.realtime` that changed.',
      },
      alerts: {
        data: liveAlertsSchema,
        id: false,
        description: 'How many alerts there are now: first, and when it changes.',
      },
      ready: {
        data: momentSchema,
        id: true,
        description: 'Everything that was missed has been said; what follows is live. Without an id after going on.',
      },
      reset: {
        data: momentSchema,
        id: true,
        description: 'What was missed is too long ago to be said here: read `metrics.history`. What follows is live.',
      },
      ended: { data: liveEndSchema, id: false, description: 'The last one, where the platform ends the stream.' },
    },
    problems: [],
  }),
] as const;
