import type { ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemSchema } from '#contract/problems.ts';
import type { ServerEvent } from '#main/live/event-parser.ts';
import { createApp } from '#platform/app.ts';
import { createAccessTokens } from '#platform/auth/access-token.ts';
import { LiveHub } from '#platform/live/live-hub.ts';
import { firingAlert } from '#test/support/firing-alert.ts';
import { type LiveReader, pointsIn, readLive } from '#test/support/live-reader.ts';
import { historyOf, measuringNode, passStretch, type TestNode } from '#test/support/measured.ts';
import { createTestPlatform, type Identity, type TestPlatform } from '#test/support/platform.ts';

const address = '/dashboard/api/metrics/stream';

let platform: TestPlatform;
let node: TestNode;
let ops: Identity;
beforeEach(async () => {
  platform = await createTestPlatform();
  node = measuringNode(platform, 'one');
  ops = await platform.staff('ops');
});
afterEach(() => platform.close());

interface Asked {
  as?: Identity;
  lastEventId?: string | undefined;
  topics?: string;
  app?: TestPlatform['app'];
}

async function listen({ as = ops, lastEventId, topics, app = platform.app }: Asked = {}): Promise<LiveReader> {
  // The one that they came with may have expired by the clock of the test.
  const accessToken = await createAccessTokens(platform.deps).sign({ userId: as.id, sessionId: as.sessionId });
  const headers: Record<string, string> = { authorization: `Bearer ${accessToken}` };
  if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
  const query = topics === undefined ? '' : `?topics=${topics}`;
  const environment = { incoming: { socket: { remoteAddress: '192.0.2.1' } } };
  return readLive(await app.request(`${address}${query}`, { headers }, environment));
}

const named = (name: string) => (event: ServerEvent) => event.name === name;
/** Lets ten seconds pass in which a value is measured that no other stretch has. */
const measure = (value: number) => passStretch(platform, node, (meter) => meter.observe('disk.share', '', value));
const pointsOf = (reader: LiveReader) => reader.events.filter(named('points'));

describe('points', () => {
  it('come as they are written, just as the history has them', async () => {
    const reader = await listen();
    await reader.until(named('ready'));
    expect(reader.events[0]?.name).toBe('alerts');
    await measure(0.25);
    const event = await reader.until(named('points'));
    expect(event.id).toMatch(/^\d+$/);
    const { series } = pointsIn(event);
    expect(series.find(({ name }) => name === 'disk.share')).toEqual(await historyOf(platform, 'disk.share'));
    await reader.cut();
  });

  it('leave no gap and come once, however often the line is cut, on whichever node it is made again', async () => {
    const nodes = [platform.app, platform.secondNode()];
    const seen: ServerEvent[] = [];
    let lastEventId: string | undefined;
    let written = 0;
    const write = () => {
      written += 1;
      return measure(written);
    };
    for (let cut = 0; cut < 100; cut += 1) {
      const reader = await listen({ lastEventId, app: nodes[cut % 2] ?? platform.app });
      await reader.until(named('ready'));
      lastEventId ??= reader.events.find(({ id }) => id !== null)?.id ?? undefined;
      // None, one or some while it stands; and some after it was cut.
      for (let stretch = 0; stretch < cut % 3; stretch += 1) await write();
      if (cut % 3 > 0) await reader.until(({ data }) => data.includes(`"sum":${written},`));
      await reader.cut();
      seen.push(...pointsOf(reader));
      lastEventId = seen.at(-1)?.id ?? lastEventId;
      if (cut % 4 === 3) await write();
    }
    const last = await listen({ lastEventId });
    await last.until(named('ready'));
    seen.push(...pointsOf(last));
    await last.cut();
    const ids = seen.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
    const sums = seen.map((event) => pointsIn(event).series.find(({ name }) => name === 'disk.share')?.points[0]?.sum);
    expect(sums).toEqual(Array.from({ length: written }, (_, index) => index + 1));
  });

  it('of a time that is not kept any more are for the history, and that is said', async () => {
    const first = await listen();
    const { id } = await first.until(named('ready'));
    await first.cut();
    for (let stretch = 0; stretch < 65; stretch += 1) await measure(stretch);
    const late = await listen({ lastEventId: id ?? '' });
    const reset = await late.until(named('reset'));
    expect(pointsOf(late)).toEqual([]);
    await measure(777);
    const next = await late.until(named('points'));
    expect(Number(next.id)).toBe(Number(reset.id) + 1);
    await late.cut();
  });

  it.each(['no-number', '-1', '99999'])('behind an id that is none (%s) are for the history', async (lastEventId) => {
    const reader = await listen({ lastEventId });
    await reader.until(named('reset'));
    await reader.cut();
  });

  it('that are written late, or by another node, are said again as they are then', async () => {
    const reader = await listen();
    await reader.until(named('ready'));
    const other = measuringNode(platform, 'two');
    node.meter.observe('disk.share', '', 0.2);
    other.meter.observe('disk.share', '', 0.4);
    platform.clock.advance(10_000);
    await node.flush.run();
    await reader.until(named('points'));
    await other.flush.run();
    const both = await reader.until((event) => event.data.includes('"count":2'));
    const [first] = pointsOf(reader);
    expect(pointsIn(both).series[0]?.points[0]).toMatchObject({
      at: first && pointsIn(first).series[0]?.points[0]?.at,
      max: 0.4,
    });
    await reader.cut();
  });
});

describe('a reader', () => {
  it('who takes nothing holds up nobody and costs little, and gets the rest in order when they read', async () => {
    // Some 90 KB a stretch.
    const many = () => {
      for (let label = 0; label < 500; label += 1) node.meter.observe('probe.up', `service ${label}`, 1);
      platform.clock.advance(10_000);
      return node.flush.run();
    };
    const headers = { authorization: `Bearer ${ops.accessToken}` };
    const slow = await platform.request(`${address}?topics=points`, { headers });
    const quick = await listen({ topics: 'points' });
    await quick.until(named('ready'));
    for (let stretch = 0; stretch < 10; stretch += 1) {
      await many();
      await quick.until(() => pointsOf(quick).length === stretch + 1);
    }
    // All of it is far more than may wait for one who doesn't read.
    const size = pointsOf(quick).reduce((sum, { data }) => sum + data.length, 0);
    expect(size).toBeGreaterThan(700_000);
    const awake = readLive(slow);
    await awake.until(() => pointsOf(awake).length === 10);
    expect(pointsOf(awake).map(({ id }) => id)).toEqual(pointsOf(quick).map(({ id }) => id));
    await Promise.all([awake.cut(), quick.cut()]);
  });

  it('who takes nothing at all is cut after a time, and has cost little until then', async () => {
    const hub = new LiveHub(platform.deps, platform.database.notices, { stalledMilliseconds: 4000 });
    const server = createAdaptorServer({ fetch: createApp({ ...platform.deps, live: hub }).fetch });
    const outgoing = new Promise<ServerResponse>((resolve) => server.once('request', (_, answer) => resolve(answer)));
    // A connection of which nothing is ever taken, not even by the kernel.
    const stuck = Object.assign(new Duplex({ read: () => undefined, write: () => undefined }), {
      remoteAddress: '192.0.2.1',
    });
    server.emit('connection', stuck);
    const token = await createAccessTokens(platform.deps).sign({ userId: ops.id, sessionId: ops.sessionId });
    stuck.push(`GET ${address} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`);
    const answer = await outgoing;
    const quick = await listen({ app: createApp({ ...platform.deps, live: hub }) });
    await quick.until(named('ready'));
    let most = 0;
    const begun = performance.now();
    const cut = new Promise<void>((resolve) => answer.once('close', resolve));
    for (let stretch = 0; stretch < 10; stretch += 1) {
      for (let label = 0; label < 500; label += 1) node.meter.observe('probe.up', `service ${label}`, 1);
      platform.clock.advance(10_000);
      await node.flush.run();
      await quick.until(() => pointsOf(quick).length === stretch + 1);
      most = Math.max(most, answer.writableLength);
    }
    expect(most).toBeGreaterThan(256 * 1024);
    expect(most).toBeLessThan(400 * 1024);
    await cut;
    expect(performance.now() - begun).toBeGreaterThan(4000);
    expect(quick.events.map(({ name }) => name)).not.toContain('ended');
    await quick.cut();
    await hub.stop();
  });

  it('whose session is ended, or runs out, is sent away within seconds', async () => {
    const [ended, expired, staying] = [await platform.signIn(ops.id), await platform.signIn(ops.id), ops];
    const readers = await Promise.all([ended, expired, staying].map((as) => listen({ as })));
    await platform.call('auth.signout', {}, { as: ended });
    await readers[0]?.ended;
    expect(readers[0]?.events.at(-1)).toMatchObject({ name: 'ended', data: expect.stringContaining('"session"') });
    await platform.deps.database
      .updateTable('sessions')
      .set({ expires_at: platform.clock.now() })
      .where('id', '=', expired.sessionId)
      .execute();
    await readers[1]?.ended;
    expect(readers[2]?.events.map(({ name }) => name)).not.toContain('ended');
    await readers[2]?.cut();
  });

  it('who comes while sessions are looked at is not taken for one without', async () => {
    const { database } = platform.deps;
    let looked: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const looking = new Promise<void>((resolve) => (looked = resolve));
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const executeQuery: typeof database.executeQuery = async (query) => {
      const answer = await database.executeQuery(query);
      looked();
      await held;
      return answer;
    };
    // Sessions are read by a written query, everything else is built.
    const slow = new Proxy(database, {
      get: (target, name) => {
        if (name === 'executeQuery') return executeQuery;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const hub = new LiveHub({ ...platform.deps, database: slow }, platform.database.notices);
    const app = createApp({ ...platform.deps, live: hub });
    const early = await listen({ app });
    await looking;
    const late = await listen({ app, as: await platform.signIn(ops.id) });
    goOn();
    await measure(1);
    await Promise.all([early.until(named('points')), late.until(named('points'))]);
    expect([...early.events, ...late.events].map(({ name }) => name)).not.toContain('ended');
    await hub.stop();
  });

  it('may read six streams of one session, and another session others', async () => {
    const readers = await Promise.all(Array.from({ length: 6 }, () => listen()));
    const headers = { authorization: `Bearer ${ops.accessToken}` };
    const refused = await platform.request(address, { headers });
    expect(refused.status).toBe(429);
    expect(problemSchema.parse(await refused.json()).detail).toMatch(/reads 6 streams already/);
    const other = await listen({ as: await platform.signIn(ops.id) });
    expect(other.status).toBe(200);
    await readers[0]?.cut();
    const again = await listen();
    expect(again.status).toBe(200);
    await Promise.all([...readers, other, again].map((reader) => reader.cut()));
  });

  it('is sent on when the node stops, and no other is let in', async () => {
    const reader = await listen();
    await reader.until(named('ready'));
    await platform.deps.live.stop();
    await reader.ended;
    expect(reader.events.at(-1)).toMatchObject({ name: 'ended', data: expect.stringContaining('"stopping"') });
    const refused = await platform.request(address, { headers: { authorization: `Bearer ${ops.accessToken}` } });
    expect(refused.status).toBe(503);
  });

  it('gets what was asked for alone', async () => {
    const reader = await listen({ topics: 'alerts' });
    await reader.until(named('ready'));
    await measure(1);
    await firingAlert(platform, 'a');
    await reader.until(({ data }) => data.includes('"firing":1'));
    expect(pointsOf(reader)).toEqual([]);
    await reader.cut();
    expect((await listen({ topics: 'everything' })).status).toBe(422);
  });
});

it('says how many alerts fire, first and whenever that changes', async () => {
  const id = await firingAlert(platform, 'a');
  const reader = await listen();
  const alerts = () =>
    reader.events.filter(named('alerts')).map(({ data }) => {
      const { firing, acknowledged, silenced } = JSON.parse(data) as Record<string, number>;
      return [firing, acknowledged, silenced];
    });
  await reader.until(named('ready'));
  expect(alerts()).toEqual([[1, 0, 0]]);
  await firingAlert(platform, 'b');
  await expect.poll(alerts).toEqual([
    [1, 0, 0],
    [2, 0, 0],
  ]);
  await platform.call('alerts.acknowledge', { params: { id }, body: {} }, { as: ops });
  await expect.poll(() => alerts().at(-1)).toEqual([1, 1, 0]);
  await reader.cut();
});
