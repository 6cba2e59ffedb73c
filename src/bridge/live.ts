import { z } from 'zod';
import { liveAlertsSchema } from '#contract/live-alerts.ts';

/**
 * How the line to the platform's stream stands.
 * - off: nobody is signed in
 * - connecting: it is being made, or is cut and being made again
 * - catching_up: it stands, and what was missed is coming in
 * - live: what comes is from now
 * - unavailable: the platform has no stream, or something on the way doesn't let it through; it is tried again seldom
 */
export const liveStateSchema = z.enum(['off', 'connecting', 'catching_up', 'live', 'unavailable']);
export type LiveState = z.infer<typeof liveStateSchema>;

/** What came in within a moment, in its order. */
export const liveMetricsSchema = z.object({
  /** Something was missed that won't come: read the history. */
  reset: z.boolean(),
  /** The `data` of points and of the stretch that runs, as JSON that main has checked. */
  events: z.array(z.object({ running: z.boolean(), text: z.string() })),
});
export type LiveMetrics = z.infer<typeof liveMetricsSchema>;

/** The newest counts are null until the platform has said some. */
export const liveStandSchema = z.object({ state: liveStateSchema, alerts: liveAlertsSchema.nullable() });
export type LiveStand = z.infer<typeof liveStandSchema>;
