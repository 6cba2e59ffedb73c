/*
 * What this page keeps for the next start, in the browser's own store. Written by this window alone, so its shape is
 * known. A full or refused store costs a moment at the next start, nothing else.
 */

export function keep(place: string, value: unknown): void {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // See above.
  }
}

/** What was kept last, or null. */
export function recall<Kept>(place: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

export function forget(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept then, either.
  }
}
