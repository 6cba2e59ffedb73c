/** An event as it goes over the line: made once, however many read it. */
export function eventBytes(name: string, data: unknown, id?: number): Buffer {
  const head = id === undefined ? '' : `id: ${id}\n`;
  // JSON has no line breaks of its own, so it is one line of data.
  return Buffer.from(`${head}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

export const heartbeat = Buffer.from(': still here\n\n');

/** How long a reader waits before it comes back. Said first, so that there is something to read at once. */
export const greeting = Buffer.from('retry: 2000\n\n');

/** The position that `Last-Event-ID` names; NaN where it is none of ours. */
export function positionOf(lastEventId: string): number {
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : Number.NaN;
}
