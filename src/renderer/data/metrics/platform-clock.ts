/** How far the platform's clock is ahead of this computer's; null before anything was heard of it. */
let ahead: number | null = null;

/** Takes note of the time in an answer: ranges end at the platform's "now", which may be another than ours. */
export function noteClock(at: string): void {
  ahead = aheadAt(at);
}

/**
 * Takes note of the time of something that the platform said by itself. Nobody asked for it, so it may have been held
 * back on the way: it can show that the clock is further ahead, but never that it is less so.
 *
 * @returns for how many milliseconds it was held back, as far as can be told
 */
export function noteTold(at: string): number {
  const shown = aheadAt(at);
  if (ahead === null || shown > ahead) ahead = shown;
  return ahead - shown;
}

/** What the platform's clock shows, as far as it is known. */
export function platformNow(): number {
  return Date.now() + (ahead ?? 0);
}

function aheadAt(at: string): number {
  return Date.parse(at) - Date.now();
}
