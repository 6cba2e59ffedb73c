import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { connectApi } from '#test/support/api-client.ts';
import { type LiveReader, pointsIn, readLive } from '#test/support/live-reader.ts';
import { measuringNode, passStretch } from '#test/support/measured.ts';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';
import { startPlatform } from '#test/support/platform-process.ts';
import { startPostgres } from '#test/support/postgres.ts';

const address = '/dashboard/api/metrics/stream';
const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

const isNamed = (name: string) => (event: { name: string }) => event.name === name;
const idsOf = ({ events }: LiveReader) => events.filter(isNamed('points')).map(({ id }) => Number(id));

/** The process ids of the connections that listen on the store of a platform. */
async function listening(platform: TestPlatform): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where application_name = 'gatehouse live' and datname = current_database()
    order by pid`.execute(platform.deps.database);
  return rows.map(({ pid }) => pid);
}

describe('the connection that listens', () => {
  it('is made anew when the database ends it, and what was written meanwhile reaches every reader once', async () => {
    const platform = await createTestPlatform();
    toClose.push(platform.close);
    const node = measuringNode(platform, 'one');
    const ops = await platform.staff('ops');
    const listen = async (app: TestPlatform['app']) => {
      const headers = { authorization: `Bearer ${ops.accessToken}` };
      const environment = { incoming: { socket: { remoteAddress: '192.0.2.1' } } };
      return readLive(await app.request(address, { headers }, environment));
    };
    const readers = [await listen(platform.app), await listen(platform.secondNode())];
    let written = 0;
    const measure = () => {
      written += 1;
      return passStretch(platform, node, (meter) => meter.observe('disk.share', '', written));
    };
    for (let round = 1; round <= 5; round += 1) {
      const before = await listening(platform);
      expect(before).toHaveLength(1);
      await sql`select pg_terminate_backend(${before[0]}::int)`.execute(platform.deps.database);
      // Nobody hears of these two.
      await measure();
      await measure();
      await expect.poll(() => listening(platform), { timeout: 10_000 }).not.toEqual(expect.arrayContaining(before));
      await expect.poll(() => listening(platform), { timeout: 10_000 }).toHaveLength(1);
      await measure();
      for (const reader of readers) await reader.until(({ data }) => data.includes(`"sum":${written},`));
    }
    for (const reader of readers) {
      const ids = idsOf(reader);
      expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
      const sums = reader.events
        .filter(isNamed('points'))
        .map((event) => pointsIn(event).series.find(({ name }) => name === 'disk.share')?.points[0]?.sum);
      expect(sums).toEqual(Array.from({ length: written }, (_, index) => index + 1));
      await reader.cut();
    }
  });
});

describe('a database that crashes and comes back', () => {
  it('takes no reader with it, and leaves no gap in what they read', { timeout: 180_000 }, async () => {
    const server = await startPostgres({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
    toClose.push(server.stop);
    const admin = { email: 'admin@example.test', password: testPassword };
    const platform = await startPlatform({ admin, environment: { DATABASE_URL: server.url } });
    toClose.push(() => platform.stop('SIGKILL'));
    const { token } = await connectApi(platform.url, admin);
    const headers = { authorization: `Bearer ${token}` };
    const reader = readLive(await fetch(`${platform.url}${address}`, { headers }));
    let over = false;
    void reader.ended.then(() => (over = true));
    const enough = { timeout: 60_000, interval: 200 };
    await expect.poll(() => idsOf(reader).length, enough).toBeGreaterThan(0);
    for (let crash = 0; crash < 2; crash += 1) {
      const before = idsOf(reader).length;
      await server.restart();
      await expect.poll(() => idsOf(reader).length, enough).toBeGreaterThan(before + 1);
    }
    expect(over).toBe(false);
    const ids = idsOf(reader);
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
    const times = new Set(
      reader.events
        .filter(isNamed('points'))
        .map((event) => pointsIn(event).series.find(({ name }) => name === 'cpu.share')?.points[0]?.at)
        .flatMap((at) => (at === undefined ? [] : [Date.parse(at)])),
    );
    const stretches = [...times].sort((one, other) => one - other);
    expect(stretches).toEqual(stretches.map((_, index) => (stretches[0] ?? 0) + index * 10_000));
    // Everything else is there again as well.
    const health = await fetch(`${platform.url}/dashboard/api/health`, { headers });
    expect(health.status).toBe(200);
    await reader.cut();
  });
});
