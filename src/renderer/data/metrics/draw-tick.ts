/** Nobody reads a number faster than this. */
const leastBetween = 250;

let waiting: (() => void)[] = [];
let lastAt = Number.NEGATIVE_INFINITY;

/**
 * Runs what waits to be drawn, all of it in one frame and at most four times a second. There are no frames while nobody
 * can see the window, so nothing is drawn then; what came meanwhile is drawn once, as soon as there is one again.
 */
export function atNextTick(flush: () => void): void {
  waiting.push(flush);
  if (waiting.length > 1) return;
  const wait = lastAt + leastBetween - performance.now();
  if (wait <= 0) requestAnimationFrame(tick);
  else setTimeout(() => requestAnimationFrame(tick), wait);
}

function tick(): void {
  lastAt = performance.now();
  const now = waiting;
  waiting = [];
  for (const flush of now) flush();
}
