/** Whole seconds until a time, 0 once it is there. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}

/** `0:43`, `1:00` */
export function clockWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What becomes of a held mail and when: `goes out in 0:43`, or where none is sent `goes to the outbox now`. */
export function heldWords(seconds: number, kept: boolean): string {
  return `goes ${kept ? 'to the outbox' : 'out'} ${seconds === 0 ? 'now' : `in ${clockWords(seconds)}`}`;
}
