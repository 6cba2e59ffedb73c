/** The SQLSTATE of an error of either driver, or null for anything else. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && error.code.length === 5 ? error.code : null;
}

/** True where a unique index refused the row; `index` narrows it to one. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  return index === undefined || (error as { constraint?: unknown }).constraint === index;
}

/** True where the database refused a text for a NUL (22021, in jsonb 22P05) or half a surrogate pair (22P02 from jsonb). */
export function isUnstorableText(error: unknown): boolean {
  const state = sqlState(error);
  return state === '22021' || state === '22P05' || (state === '22P02' && /json/.test(String((error as Error).message)));
}
