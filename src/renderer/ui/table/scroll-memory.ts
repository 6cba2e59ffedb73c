/** How far the lists of this window were scrolled, so that Back returns to the same rows. */
const offsets = new Map<string, number>();
const kept = 40;

export function rememberOffset(identity: string, offset: number): void {
  offsets.delete(identity);
  if (offset > 0) offsets.set(identity, offset);
  const oldest = offsets.keys().next();
  if (offsets.size > kept && !oldest.done) offsets.delete(oldest.value);
}

export function recallOffset(identity: string): number {
  return offsets.get(identity) ?? 0;
}
