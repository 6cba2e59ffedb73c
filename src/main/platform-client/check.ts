import { z } from 'zod';

/** What a schema is checked with: itself at first, later what was compiled of it. */
const compiled = new WeakMap<z.ZodType, z.ZodType>();
/** Until somebody is likely to have the first answers on screen. */
const pauseMilliseconds = 1000;

/**
 * Checks a value that crosses a boundary often. Compiled schemas check a page of 50 rows in microseconds, but compiling
 * one takes longer than checking such a page without: the first value is checked as it is, and the schema compiled in
 * the pause after it. Schemas must be kept by whoever calls, so that there is one of each.
 */
export function check<Output>(schema: z.ZodType<Output>, value: unknown): z.ZodSafeParseResult<Output> {
  const known = compiled.get(schema);
  if (known) return known.safeParse(value) as z.ZodSafeParseResult<Output>;
  compiled.set(schema, schema);
  setTimeout(() => compiled.set(schema, z.compile<z.ZodType>(schema)), pauseMilliseconds).unref();
  return schema.safeParse(value, { jitless: true });
}
