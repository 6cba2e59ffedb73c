import { expect, it } from 'vitest';
import { connectApi } from '#test/support/api-client.ts';
import { createTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { readLive } from '#test/support/live-reader.ts';
import { testPassword } from '#test/support/platform.ts';
import { startPlatform } from '#test/support/platform-process.ts';

const admin = { email: 'admin@example.test', password: testPassword };

it('says that it is not ready before it stops taking requests', async () => {
  const store = testDatabaseKind === 'postgres' ? await createTestDatabase() : null;
  const environment = { GATEHOUSE_DRAIN_SECONDS: '3', ...(store?.url ? { DATABASE_URL: store.url } : {}) };
  const platform = await startPlatform({ admin, environment });
  try {
    const look = async (path: string) => {
      const { status, headers } = await fetch(`${platform.url}${path}`);
      return { status, connection: headers.get('connection') };
    };
    expect(await look('/ready')).toMatchObject({ status: 200 });
    const authorization = `Bearer ${(await connectApi(platform.url, admin)).token}`;
    const stream = readLive(
      await fetch(`${platform.url}/dashboard/api/metrics/stream`, { headers: { authorization } }),
    );
    await stream.until(({ name }) => name === 'ready');
    const stopped = platform.stop();
    // Streams have no end of their own: they are ended first, and nobody waits for them.
    await stream.ended;
    expect(stream.events.at(-1)).toMatchObject({ name: 'ended', data: expect.stringContaining('"stopping"') });
    await expect.poll(() => look('/ready')).toEqual({ status: 503, connection: 'close' });
    // Whoever was sent here a moment ago is still served, on a connection of their own.
    const api = await connectApi(platform.url, admin);
    await api.call('invitations.generate', { body: { email: 'late@example.org', tier: 'standard' } });
    expect(await look('/health')).toMatchObject({ status: 200 });
    expect(await stopped).toBe(0);
    await expect(look('/health')).rejects.toThrow('fetch failed');
  } finally {
    await platform.stop('SIGKILL');
    await store?.close();
  }
});
