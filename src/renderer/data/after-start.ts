/** When what somebody opened the console for is likely to be on screen, counted from the start of the page. */
const startMilliseconds = 800;

/** Milliseconds until the start of the page is over; 0 once it is. */
export function leftOfStart(): number {
  return Math.max(0, startMilliseconds - performance.now());
}

/**
 * Settles once the start is over: what is only mentioned, counted or loaded ahead waits for it, because it would take
 * its turn before the rows that somebody opened the console for.
 */
export async function afterStart(): Promise<void> {
  const left = leftOfStart();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}
