import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectApi } from '#test/support/api-client.ts';
import { type LiveReader, pointsIn, readLive } from '#test/support/live-reader.ts';
import { openPlatformNodes, type PlatformNodes } from '#test/support/platform-nodes.ts';
import type { RunningPlatform } from '#test/support/platform-process.ts';

let nodes: PlatformNodes;
beforeEach(async () => {
  nodes = await openPlatformNodes();
});
afterEach(() => nodes.end());

async function listen(node: RunningPlatform, token: string, lastEventId?: string): Promise<LiveReader> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
  return readLive(await fetch(`${node.url}/dashboard/api/metrics/stream`, { headers }));
}

/** How many nodes measured the CPU, by the stretch. The later word counts. */
function measuredBy(events: LiveReader['events'], kind: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const event of events.filter(({ name }) => name === kind)) {
    const point = pointsIn(event).series.find(({ name }) => name === 'cpu.share')?.points[0];
    if (point) found.set(point.at, point.count);
  }
  return found;
}

it('is one stream of two nodes, which goes on at the other when one is killed', { timeout: 120_000 }, async () => {
  const [one, two] = [await nodes.start(), await nodes.start()];
  const token = (await connectApi(one.url, nodes.admin)).token;
  const [atOne, atTwo] = await Promise.all([listen(one, token), listen(two, token)]);
  const enough = { timeout: 40_000, interval: 200 };

  // What runs is told between them, what is over is read by both.
  await expect.poll(() => [...measuredBy(atOne.events, 'running').values()], enough).toContain(2);
  await expect.poll(() => [...measuredBy(atTwo.events, 'points').values()], enough).toContain(2);
  await expect.poll(() => [...measuredBy(atOne.events, 'points').values()], enough).toContain(2);

  await one.stop('SIGKILL');
  await atOne.ended;
  const last = atOne.events.findLast(({ id }) => id !== null)?.id ?? '';
  const goneOn = await listen(two, token, last);
  await goneOn.until(({ name }) => name === 'ready');
  await expect.poll(() => [...measuredBy(goneOn.events, 'points').values()], enough).toContain(1);

  // Both readers of the second node know the same, and so does the one who came over from the first.
  const ids = [...atOne.events, ...goneOn.events].flatMap(({ id }) => (id === null ? [] : [Number(id)]));
  expect(ids).toEqual([...new Set(ids)].sort((left, right) => left - right));
  const joined = measuredBy([...atOne.events, ...goneOn.events], 'points');
  const stayed = measuredBy(atTwo.events, 'points');
  for (const [at, count] of joined) expect([at, stayed.get(at)]).toEqual([at, count]);
  const times = [...joined.keys()].map((at) => Date.parse(at));
  expect(times).toEqual(times.map((_, index) => (times[0] ?? 0) + index * 10_000));
  await Promise.all([atTwo.cut(), goneOn.cut()]);
});
