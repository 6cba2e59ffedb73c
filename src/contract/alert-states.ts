import { z } from 'zod';

/** How bad it is by the word of its rule. */
export const alertSeveritySchema = z.enum(['critical', 'warning', 'info']);
export type AlertSeverity = z.infer<typeof alertSeveritySchema>;

/**
 * firing: somebody should look; acknowledged: somebody does, until a time; silenced: nobody is told, until a time;
 * resolved: it is over. One that comes back soon is the same alert again (`reopened`), not another.
 */
export const alertStateSchema = z.enum(['firing', 'acknowledged', 'silenced', 'resolved']);
export type AlertState = z.infer<typeof alertStateSchema>;
