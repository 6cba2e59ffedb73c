import { z } from 'zod';
import { auditHeadSchema } from '#contract/audit.ts';
import { timestampSchema } from '#contract/common.ts';

/** A signed head that the chain was verified up to, kept on this computer. */
export const keptHeadSchema = auditHeadSchema.extend({ verified_at: timestampSchema });
export type KeptHead = z.infer<typeof keptHeadSchema>;

export const auditFindingSchema = z.object({
  kind: z.enum([
    'changed',
    'personal',
    'missing',
    'unlinked',
    'unreadable',
    'short',
    'head',
    'behind',
    'rewritten',
    'key',
    'signature',
  ]),
  sequence: z.number().int(),
  expected: z.string(),
  found: z.string(),
});

/** Something that is wrong with the audit log, with everything that shows it. It stays until an admin acknowledges it. */
export const auditAlarmSchema = z.object({
  id: z.string(),
  finding: auditFindingSchema,
  found_at: timestampSchema,
  last_found_at: timestampSchema,
  /** A later check found nothing wrong; the alarm stays, because it was wrong once. */
  cleared_at: timestampSchema.nullable(),
  /** The newest head that was verified before. */
  kept: keptHeadSchema.nullable(),
  /** The newest earlier head that the log still passes through. */
  fine: keptHeadSchema.nullable(),
  /** What the platform showed. */
  head: auditHeadSchema,
  /** The entry in question as the platform showed it, as JSON. */
  entry: z.string().nullable(),
  acknowledged: z.object({ at: timestampSchema, by: z.string(), reason: z.string() }).nullable(),
});
export type AuditAlarm = z.infer<typeof auditAlarmSchema>;

/** How the console's own checks of the audit log stand. */
export const auditWatchSchema = z.object({
  /** Goes up with every change that main tells of: an answer can arrive behind the news that it is older than. */
  revision: z.number().int(),
  /** off: nobody is signed in who may read the log; unchecked: the last check could not be finished. */
  state: z.enum(['off', 'waiting', 'verifying', 'verified', 'alarm', 'unchecked']),
  kept: keptHeadSchema.nullable(),
  /** When every entry was last gone over, from the first. */
  whole_at: timestampSchema.nullable(),
  /** Of a check that runs: entries gone over, and those that it will. */
  progress: z.object({ checked: z.number().int(), total: z.number().int() }).nullable(),
  /** Why the last check could not be finished. */
  trouble: z.object({ title: z.string(), detail: z.string() }).nullable(),
  /** Newest first; acknowledged ones are kept as well. */
  alarms: z.array(auditAlarmSchema),
});
export type AuditWatchState = z.infer<typeof auditWatchSchema>;
