import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGateway, requestEvent, usageEvent } from '#test/support/gateway.ts';
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
    expect(empty.onboarding).toMatchObject({ started: 0, completed: { share: null }, mean_seconds: null });
    expect(empty.usage).toMatchObject({
      today: { requests: 0, cost_per_call_usd_micros: null, error_share: null, mean_ms: null },
      agents: [],
    });
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
      by_delivery: { not_sent: 0, queued: 0, sent: 0, kept: 3, failed: 0, bounced: 0 },
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
    expect(await platform.call('capacity.get', {})).toEqual({ ...now.capacity, version: expect.any(Number) });
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

describe('what members do in the product', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform();
  });
  afterAll(() => platform.close());

  it('is counted for today and for seven days, by tier and agent', async () => {
    const { code } = await platform.call('invitations.generate', {
      body: { email: 'm@example.org', tier: 'premium' },
    });
    const body = { invitation_code: code, username: 'member', password: testPassword, full_name: 'Some Body' };
    const { user } = await platform.call('registration.register', { body }, { as: null });
    const gateway = await openGateway(platform);
    const ago = (days: number) => new Date(platform.clock.now().getTime() - days * day).toISOString();
    const call = (days: number, agent: string | null, cost: number) =>
      usageEvent(user.id, { at: ago(days), agent, cost_usd_micros: cost });
    await gateway.report('usage', [
      call(0, 'writer', 300),
      call(2, 'writer', 500),
      call(2, null, 100),
      call(6.9, 'coder', 100),
    ]);
    await gateway.report('requests', [
      requestEvent({ user_id: user.id, at: ago(0), duration_ms: 30 }),
      requestEvent({ at: ago(1), status: 500, duration_ms: 10 }),
    ]);
    const { usage } = await platform.call('monitoring.beta_analytics', {}, { as: 'support' });
    expect(usage.today).toMatchObject({ requests: 1, calls: 1, cost_usd_micros: 300, error_share: 0, mean_ms: 30 });
    // Six days before today, whatever the hour: what was seven days ago but for a breath is not among them.
    expect(usage.week).toMatchObject({ requests: 2, calls: 3, cost_usd_micros: 900, error_share: 0.5, mean_ms: 20 });
    expect(usage.week.cost_per_call_usd_micros).toBe(300);
    expect(usage.by_tier.premium).toMatchObject({ requests: 1, calls: 3 });
    expect(usage.agents).toEqual([{ agent: 'writer', calls: 2, cost_usd_micros: 800 }]);
  });
});
