import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type RequestEvent, requestEventSchema, type UnreadableEvent } from '#contract/ingest.ts';
import { type Judged, microseconds, takeEvents, type Untaken } from './judge.ts';

const now = new Date('2026-03-02T09:00:00.000Z');

function request(more: Partial<RequestEvent> = {}): RequestEvent {
  return { id: randomUUID(), at: now.toISOString(), method: 'GET', route: '/', status: 200, duration_ms: 1, ...more };
}

/** Takes events with a store that leaves some of them. */
async function take(sent: (RequestEvent | UnreadableEvent)[], untaken: Untaken[] = []) {
  const stored: Judged<RequestEvent>[][] = [];
  const answer = await takeEvents(sent, requestEventSchema, now, async (events) => {
    stored.push([...events]);
    return untaken;
  });
  return { answer, stored };
}

describe('takeEvents', () => {
  it('hands what is good to the store in one piece and says where each stood', async () => {
    const events = [request(), request(), request()];
    const { answer, stored } = await take([...events.slice(0, 2), { unreadable: 7 }, ...events.slice(2)]);
    expect(stored.map((piece) => piece.map(({ place }) => place))).toEqual([[0, 1, 3]]);
    expect(answer.results.map(({ id }) => id)).toEqual([events[0]?.id, events[1]?.id, null, events[2]?.id]);
    expect(answer).toMatchObject({ accepted: 3, duplicate: 0, refused: 1 });
  });

  it('does not ask the store when nothing is left', async () => {
    const { answer, stored } = await take([{ unreadable: 7 }, request({ at: '2020-01-01T00:00:00Z' })]);
    expect(stored).toEqual([]);
    expect(answer).toMatchObject({ accepted: 0, refused: 2 });
  });

  it('counts what the store did not take as repeat or refusal', async () => {
    const { answer } = await take(
      [request(), request(), request()],
      [
        { place: 0, unknown_user: false },
        { place: 2, unknown_user: true },
      ],
    );
    expect(answer.results.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'duplicate',
      'accepted',
      'unknown_user',
    ]);
    expect(answer).toMatchObject({ accepted: 1, duplicate: 1, refused: 1 });
  });

  it('names what can’t be read, and the id where there is one', async () => {
    const { answer } = await take([
      { unreadable: { ...request(), id: 'mine', status: 42 } },
      { unreadable: { id: 'x'.repeat(5000) } },
      { unreadable: 'words' },
    ]);
    expect(answer.results[0]).toMatchObject({ id: 'mine', reason: 'invalid' });
    expect(answer.results[0]?.detail).toMatch(/^id: .*; status: /);
    expect(answer.results[1]?.id).toHaveLength(100);
    expect(answer.results[2]).toMatchObject({ id: null, reason: 'invalid' });
  });

  it('keeps to the edges of time', async () => {
    const at = (milliseconds: number) => request({ at: new Date(now.getTime() + milliseconds).toISOString() });
    const [ahead, week] = [5 * 60_000, -7 * 86_400_000];
    const { answer } = await take([at(ahead), at(ahead + 1), at(week), at(week - 1)]);
    expect(answer.results.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'accepted',
      'in_future',
      'accepted',
      'too_old',
    ]);
  });
});

it('keeps durations as whole microseconds', () => {
  expect([0, 0.0004, 1.0016, 86_400_000].map(microseconds)).toEqual([0, 0, 1002, 86_400_000_000]);
});
