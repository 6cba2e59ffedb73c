import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

describe('health', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform();
  });
  afterAll(() => platform.close());

  it('is alive, ready and healthy', async () => {
    platform.clock.advance(5000);
    expect(await platform.call('monitoring.health', {}, { as: null })).toMatchObject({
      status: 'ok',
      uptime_seconds: 5,
    });
    expect((await platform.call('monitoring.ready', {}, { as: null })).checks).toMatchObject([
      { name: 'database', status: 'up' },
    ]);
    expect(await platform.call('monitoring.summary', {}, { as: null })).toMatchObject({ status: 'healthy' });
  });

  it('tells staff whether anybody is mailed, and nobody else', async () => {
    const version = platform.deps.config.version;
    for (const role of ['support', 'ops', 'admin'] as const)
      expect(await platform.call('monitoring.about', {}, { as: role })).toEqual({
        version,
        mail: 'outbox',
        rehearsal: false,
      });
    platform.deps.config.smtpUrl = 'smtp://user:secret@127.0.0.1:1';
    const about = await platform.call('monitoring.about', {}, { as: 'support' });
    platform.deps.config.smtpUrl = null;
    expect(about).toEqual({ version, mail: 'smtp', rehearsal: false });
    expect((await platform.attempt('monitoring.about', {}, { as: null })).problem?.kind).toBe('unauthenticated');
  });

  it('is alive but not ready while it drains', async () => {
    platform.deps.lifecycle.draining = true;
    const ready = await platform.attempt('monitoring.ready', {}, { as: null });
    expect(ready.status).toBe(503);
    expect(ready.problem?.kind).toBe('unavailable');
    expect((await platform.attempt('monitoring.health', {}, { as: null })).status).toBe(200);
    platform.deps.lifecycle.draining = false;
  });
});
