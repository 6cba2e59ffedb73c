import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { seedRehearsal } from '#platform/rehearsal/seed.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await createTestPlatform();
  await seedRehearsal(platform.deps);
});
afterAll(() => platform.close());

describe('the rehearsal', () => {
  it('keeps the seats balanced: reserved is what is pending, used is who registered', async () => {
    const { database } = platform.deps;
    const seats = await database.selectFrom('seats').selectAll().executeTakeFirstOrThrow();
    const count = async (status: 'pending' | 'used') =>
      (await database.selectFrom('invitations').select('id').where('status', '=', status).execute()).length;
    expect(seats.capacity).toBe(500);
    expect(seats.reserved).toBe(await count('pending'));
    expect(seats.used).toBe(await count('used'));
    expect(seats.used).toBeGreaterThan(200);
    expect(seats.reserved).toBeGreaterThan(10);
  });
});
