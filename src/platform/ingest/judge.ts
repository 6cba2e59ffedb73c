import type { z } from 'zod';
import type { IngestAnswer, IngestResult, Refusal, UnreadableEvent } from '#contract/ingest.ts';
import { acceptedMilliseconds, aheadMilliseconds } from './limits.ts';

interface EventOfAnyKind {
  id: string;
  at: string;
}

/** An event that nothing speaks against so far, and where in the call it stood. */
export interface Judged<Event> {
  place: number;
  event: Event;
}

/** What the store did not take, and why. */
export interface Untaken {
  place: number;
  unknown_user: boolean;
}

export type Store<Event> = (events: readonly Judged<Event>[]) => Promise<readonly Untaken[]>;

/**
 * Takes the events of one call one by one: what can't be read, lies in the future or too far back is refused, what comes
 * twice counts once, and the rest goes to the store in one piece.
 */
export async function takeEvents<Event extends EventOfAnyKind>(
  sent: readonly (Event | UnreadableEvent)[],
  schema: z.ZodType<Event>,
  now: Date,
  store: Store<Event>,
): Promise<IngestAnswer> {
  const newest = now.getTime() + aheadMilliseconds;
  const oldest = now.getTime() - acceptedMilliseconds;
  const seen = new Set<string>();
  const good: Judged<Event>[] = [];
  const results = sent.map((event, place): IngestResult => {
    if ('unreadable' in event) return unreadable(schema, event.unreadable);
    const { id } = event;
    const at = Date.parse(event.at);
    if (at > newest)
      return refused(id, 'in_future', `${event.at} is more than 5 minutes ahead of the platform’s clock`);
    // Written so that a time that can't be read is refused too.
    if (!(at >= oldest)) return refused(id, 'too_old', `${event.at} is more than 7 days ago`);
    if (seen.has(id)) return { id, outcome: 'duplicate' };
    seen.add(id);
    good.push({ place, event });
    return { id, outcome: 'accepted' };
  });
  for (const { place, unknown_user: unknown } of good.length > 0 ? await store(good) : []) {
    const id = results[place]?.id ?? null;
    results[place] = unknown
      ? refused(id, 'unknown_user', 'There is no member with this user_id')
      : { id, outcome: 'duplicate' };
  }
  const count = (outcome: IngestResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return { accepted: count('accepted'), duplicate: count('duplicate'), refused: count('refused'), results };
}

function refused(id: string | null, reason: Refusal, detail: string): IngestResult {
  return { id, outcome: 'refused', reason, detail };
}

/** The longest id that is sent back to whoever sent something else in its place. */
const longestId = 100;

function unreadable(schema: z.ZodType, value: unknown): IngestResult {
  const parsed = schema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues;
  const detail = issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return refused(typeof id === 'string' ? id.slice(0, longestId) : null, 'invalid', detail.join('; '));
}

/** Whole microseconds: sums of them are exact, in whatever order they are added. */
export function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}
