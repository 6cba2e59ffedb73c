import { z } from 'zod';

/** The three kinds of staff, and `member`: a user of the beta itself. */
export const roleSchema = z.enum(['support', 'ops', 'admin', 'member']);
export type Role = z.infer<typeof roleSchema>;

export const staffRoleSchema = z.enum(['support', 'ops', 'admin']);
export type StaffRole = z.infer<typeof staffRoleSchema>;

/** One tier scale everywhere; the status report alone shows standard as "Standard (FREE)". */
export const tierSchema = z.enum(['standard', 'premium', 'enterprise']);
export type Tier = z.infer<typeof tierSchema>;

export const idSchema = z.uuid();
/** RFC 3339 in UTC, always with a `Z`. */
export const timestampSchema = z.iso.datetime();
export const nullableTimestampSchema = timestampSchema.nullable();

/** An address as it is stored and compared: trimmed and lower case, at most 254 characters (RFC 5321). */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'Not an e-mail address' }));

/** Who did something. A system job has no id. */
export const actorSchema = z.object({
  id: idSchema.nullable(),
  name: z.string(),
  role: z.union([roleSchema, z.literal('system')]),
});
export type ActorRef = z.infer<typeof actorSchema>;

export const idParamsSchema = z.object({ id: idSchema });

/** The answer to an operation that has nothing to say (204). */
export const noContentSchema = z.null();

/** Most rows one page may hold. */
export const maximumPageSize = 1000;

/** Query of every list: page size, opaque cursor and the sort keys the list offers (a leading `-` is descending). */
export function listQuery<const Sort extends readonly [string, ...string[]], Filters extends z.ZodRawShape>(
  sorts: Sort,
  filters: Filters,
) {
  return z.strictObject({
    limit: z.coerce.number().int().min(1).max(maximumPageSize).default(50),
    cursor: z.string().max(2000).optional(),
    sort: z.enum(sorts).default(sorts[0]),
    ...filters,
  });
}

/** Answer of every list. `total` counts what matches the filters, not the page. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable(), total: z.number().int().min(0) });
}
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
  total: number;
}
