import { z } from 'zod';
import { timestampSchema } from './common.ts';

const count = z.number().int().min(0);

/** How many alerts are in which state. Apart from the stream that says it, for those who need no more of it. */
export const liveAlertsSchema = z.object({
  at: timestampSchema,
  firing: count,
  acknowledged: count,
  silenced: count,
});
export type LiveAlerts = z.infer<typeof liveAlertsSchema>;
