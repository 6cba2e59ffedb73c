import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';

const day = 86_400_000;

describe('the beta in numbers', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform({ capacity: 20 });
  });
  afterAll(() => platform.close());

  const numbers = () => platform.call('monitoring.beta_analytics', {}, { as: 'support' });
  const invite = (name: string, tier: 'standard' | 'premium' = 'standard') =>
    platform.call('invitations.generate', { body: { email: `${name}@example.org`, tier } });
  const register = (code: string, username: string) =>
    platform.call(
      'registration.register',
      { body: { invitation_code: code, username, password: testPassword, full_name: 'Some Body' } },
      { as: null },
    );

  it('say “no data” where there is none', async () => {
    const empty = await numbers();
    expect(empty.conversion).toEqual({ share: null, part: 0, n: 0, interval: null });
    expect(empty.invitations).toMatchObject({ total: 0, by_status: { pending: 0, used: 0, expired: 0, revoked: 0 } });
    expect(empty.days).toHaveLength(30);
    expect(empty).toMatchObject({ full_on: null, rehearsal: false, mails_failed: 0 });
  });

  it('follow invitations through their life', async () => {
    const [a, b, c] = [await invite('a'), await invite('b', 'premium'), await invite('c')];
    await register(a.code, 'first');
    platform.clock.advance(day);
    await register(b.code, 'second');
    await platform.call('invitations.revoke', { params: { id: c.id }, body: {} });
    const now = await numbers();
    expect(now.invitations).toEqual({
      total: 3,
      by_status: { pending: 0, used: 2, expired: 0, revoked: 1 },
      by_tier: { standard: 2, premium: 1, enterprise: 0 },
      by_delivery: { not_sent: 0, queued: 0, sent: 3, failed: 0, bounced: 0 },
    });
    expect(now.conversion).toMatchObject({ part: 2, n: 3, share: 2 / 3 });
    expect(now.conversion.interval?.low).toBeCloseTo(0.2077, 4);
    expect(now.conversion_by_tier.premium).toMatchObject({ part: 1, n: 1, share: 1 });
    expect(now.conversion_by_tier.enterprise.share).toBeNull();
    expect(now.days.at(-2)).toEqual({ day: '2026-03-02', invited: 3, registered: 1 });
    expect(now.days.at(-1)).toEqual({ day: '2026-03-03', invited: 0, registered: 1 });
    expect(now).toMatchObject({ registrations_7d: 2, registrations_previous_7d: 0 });
    // 18 seats at 2 in 7 days: 63 days.
    expect(now.full_on).toBe('2026-05-05');
    expect(now.capacity).toEqual(await platform.call('capacity.get', {}));
  });

  it('count what expires soon, and registrations of the week before', async () => {
    await invite('d');
    expect((await numbers()).expiring_7d).toBe(1);
    platform.clock.advance(7 * day);
    await platform.runJobs();
    const later = await numbers();
    expect(later).toMatchObject({ expiring_7d: 0, registrations_7d: 0, registrations_previous_7d: 2, full_on: null });
    expect(later.invitations.by_status.expired).toBe(1);
  });

  it('leave out of the conversion what never reached anybody', async () => {
    const before = (await numbers()).conversion;
    const lost = await invite('lost');
    await platform.deps.database
      .updateTable('outbox_mails')
      .set({ status: 'bounced', sent_at: null })
      .where('invitation_id', '=', lost.id)
      .execute();
    await platform.deps.database
      .updateTable('invitations')
      .set({ delivery: 'bounced' })
      .where('id', '=', lost.id)
      .execute();
    const after = await numbers();
    expect(after.conversion.n).toBe(before.n);
    expect(after.mails_failed).toBe(1);
    // A new mail that is still waiting does not undo that an earlier one had arrived.
    const known = await invite('known');
    await platform.deps.database
      .updateTable('invitations')
      .set({ delivery: 'queued' })
      .where('id', '=', known.id)
      .execute();
    expect((await numbers()).conversion.n).toBe(before.n + 1);
  });

  it('count batches by their state', async () => {
    await platform.call('batches.create', { body: { name: 'One', csv: 'x@example.org' } }, { as: 'ops' });
    expect((await numbers()).batches_by_status).toEqual({
      draft: 1,
      submitted: 0,
      approved: 0,
      sending: 0,
      sent: 0,
      rejected: 0,
      cancelled: 0,
    });
  });
});
