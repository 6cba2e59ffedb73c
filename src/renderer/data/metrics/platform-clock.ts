/** How far the platform's clock is ahead of this computer's. Ranges end at the platform's "now", which may be another. */
let ahead = 0;

export function noteClock(at: string): void {
  ahead = Date.parse(at) - Date.now();
}

/** What the platform's clock shows, as far as it is known. */
export function platformNow(): number {
  return Date.now() + ahead;
}
