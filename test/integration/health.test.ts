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

  it('is alive but not ready while it drains', async () => {
    platform.deps.lifecycle.draining = true;
    const ready = await platform.attempt('monitoring.ready', {}, { as: null });
    expect(ready.status).toBe(503);
    expect(ready.problem?.kind).toBe('unavailable');
    expect((await platform.attempt('monitoring.health', {}, { as: null })).status).toBe(200);
    platform.deps.lifecycle.draining = false;
  });
});
