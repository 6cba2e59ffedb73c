import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { rehearsalAccounts, seedRehearsal } from '#platform/rehearsal/seed.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await createTestPlatform();
  await seedRehearsal(platform.deps);
});
afterAll(() => platform.close());

async function countInvitations(status: 'pending' | 'used'): Promise<number> {
  const { database } = platform.deps;
  return (await database.selectFrom('invitations').select('id').where('status', '=', status).execute()).length;
}

describe('the rehearsal', () => {
  it('keeps the seats balanced: reserved is what is pending, used is who registered', async () => {
    const seats = await platform.deps.database.selectFrom('seats').selectAll().executeTakeFirstOrThrow();
    expect(seats.capacity).toBe(500);
    expect(seats.reserved).toBe(await countInvitations('pending'));
    expect(seats.used).toBe(await countInvitations('used'));
    expect(seats.used).toBeGreaterThan(200);
    expect(seats.reserved).toBeGreaterThan(10);
  });

  it('has batches to look at and batches that wait', async () => {
    const { items } = await platform.call('batches.list', { query: { limit: 50 } });
    const statuses = items.map((batch) => batch.status);
    expect(statuses).toEqual(expect.arrayContaining(['draft', 'submitted', 'sent', 'rejected', 'cancelled']));
    const half = items.find((batch) => batch.approvals.length === 1 && batch.status === 'submitted');
    expect(half?.approvals_needed).toBe(2);
  });

  it('has an audit chain that proves itself, in the order in which things happened', async () => {
    const verdict = await verifyStoredChain(platform.deps);
    expect(verdict.ok).toBe(true);
    const entries = await platform.deps.database.selectFrom('audit_entries').select('at').orderBy('sequence').execute();
    const times = entries.map((entry) => entry.at.getTime());
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  it('lets every account of every role sign in', async () => {
    for (const { email, password, role } of rehearsalAccounts()) {
      const answer = await platform.call('auth.signin', { body: { email, password } }, { as: null });
      expect(answer.user.role).toBe(role);
    }
  });

  it('is not written again at the next start', async () => {
    const before = await countInvitations('used');
    await seedRehearsal(platform.deps);
    expect(await countInvitations('used')).toBe(before);
  });
});

it('refuses a store that holds a real beta', async () => {
  const real = await createTestPlatform();
  try {
    await real.staff('admin');
    await expect(seedRehearsal(real.deps)).rejects.toThrow('holds a real beta');
  } finally {
    await real.close();
  }
});
