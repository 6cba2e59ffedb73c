import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tier } from '#contract/common.ts';
import { normaliseLicenceKey } from '#shared/licence-key.ts';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';
import { expectSeatsToAddUp } from '#test/support/seats.ts';

const day = 86_400_000;

describe('registration', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform({ capacity: 40 });
  });
  afterAll(() => platform.close());

  let counter = 0;
  const invite = async (tier: Tier = 'premium') => {
    counter += 1;
    const email = `invitee.${counter}@example.org`;
    return platform.call('invitations.generate', { body: { email, tier } });
  };
  const register = (code: string, more: { username?: string; password?: string; company?: string } = {}) => {
    counter += 1;
    return platform.attempt(
      'registration.register',
      {
        body: {
          invitation_code: code,
          username: `person${counter}`,
          password: testPassword,
          full_name: 'Grace Hopper',
          ...more,
        },
      },
      { as: null },
    );
  };

  it('makes user, subscription, licence, mails and audit entries, and moves the seat', async () => {
    const invitation = await invite('enterprise');
    const before = await platform.call('capacity.get', {});
    const { status, body } = await register(invitation.code, { username: 'Grace', company: ' Navy ' });
    expect(status).toBe(201);
    const now = platform.clock.now();
    expect(body).toMatchObject({
      user: {
        email: invitation.email,
        username: 'grace',
        company: 'Navy',
        role: 'member',
        is_beta_user: true,
        beta_tier: 'enterprise',
        beta_activated_at: now.toISOString(),
        email_verified_at: null,
      },
      subscription: {
        is_beta: true,
        price_usd_micros: 0,
        starts_at: now.toISOString(),
        ends_at: new Date(now.getTime() + 90 * day).toISOString(),
      },
    });
    expect(normaliseLicenceKey(body?.licence_key ?? '')).toBe(body?.licence_key);
    expect(await platform.call('capacity.get', {})).toMatchObject({
      reserved: before.reserved - 1,
      used: before.used + 1,
      free: before.free,
    });
    const used = await platform.call('invitations.get', { params: { id: invitation.id } });
    expect(used).toMatchObject({ status: 'used', user_id: body?.user.id, used_at: now.toISOString() });
    expect(used.history.at(-1)).toMatchObject({
      action: 'invitation.used',
      actor: { name: 'Grace Hopper', role: 'member' },
    });
    const mails = await platform.deps.database
      .selectFrom('outbox_mails')
      .select(['kind', 'recipient'])
      .where('user_id', '=', body?.user.id ?? '')
      .orderBy('kind')
      .execute();
    expect(mails).toEqual([
      { kind: 'verify_email', recipient: invitation.email },
      { kind: 'welcome', recipient: invitation.email },
    ]);
    await expectSeatsToAddUp(platform);
    const signedIn = await platform.attempt(
      'auth.signin',
      { body: { email: invitation.email, password: testPassword } },
      { as: null },
    );
    expect(signedIn.body?.user).toMatchObject({ role: 'member', beta_tier: 'enterprise' });
  });

  it('takes a code however it was pasted', async () => {
    const invitation = await invite();
    const mangled = ` ${invitation.code.toUpperCase().replaceAll('-', ' – ')}\n`;
    expect((await register(mangled)).status).toBe(201);
  });

  it('takes a code once', async () => {
    const invitation = await invite();
    expect((await register(invitation.code)).status).toBe(201);
    const again = await register(invitation.code);
    expect(again.problem).toMatchObject({ kind: 'invitation_used', errors: [{ path: 'invitation_code' }] });
    await expectSeatsToAddUp(platform);
  });

  it('tells unknown, malformed, revoked, replaced and expired codes apart', async () => {
    expect((await register('4UAI-PRE-000000000000')).problem?.kind).toBe('not_found');
    const short = await register('4UAI-PRE-00000000000');
    expect(short.problem).toMatchObject({ kind: 'validation', errors: [{ path: 'invitation_code' }] });

    const revoked = await invite();
    await platform.call('invitations.revoke', { params: { id: revoked.id }, body: {} });
    expect((await register(revoked.code)).problem).toMatchObject({
      kind: 'invitation_revoked',
      detail: expect.stringContaining('withdrawn'),
    });

    const resent = await invite();
    await platform.call('invitations.resend', { params: { id: resent.id } });
    expect((await register(resent.code)).problem).toMatchObject({
      kind: 'invitation_revoked',
      detail: expect.stringContaining('latest mail'),
    });
  });

  it('never takes a code that differs by one digit or by its tier', async () => {
    const invitation = await invite('premium');
    const last = invitation.code.endsWith('0') ? '1' : '0';
    expect((await register(invitation.code.slice(0, -1) + last)).problem?.kind).toBe('not_found');
    expect((await register(invitation.code.replace('PRE', 'ENT'))).problem?.kind).toBe('not_found');
    expect((await register(invitation.code)).status).toBe(201);
  });

  it('is possible until the very instant of expiry, swept or not', async () => {
    const [good, late] = [await invite(), await invite()];
    platform.clock.set(new Date(Date.parse(good.expires_at) - 1));
    expect((await register(good.code)).status).toBe(201);
    platform.clock.advance(1);
    expect((await register(late.code)).problem?.kind).toBe('invitation_expired');
    expect((await platform.call('invitations.get', { params: { id: late.id } })).status).toBe('pending');
    await platform.runJobs();
    expect((await register(late.code)).problem?.kind).toBe('invitation_expired');
    await platform.call('invitations.extend', { params: { id: late.id }, body: { days: 1 } });
    expect((await register(late.code)).status).toBe(201);
    await expectSeatsToAddUp(platform);
  });

  it('leaves the code good when something else is wrong', async () => {
    const invitation = await invite();
    await register((await invite()).code, { username: 'taken' });
    const taken = await register(invitation.code, { username: 'TAKEN' });
    expect(taken.problem).toMatchObject({ kind: 'already_exists', errors: [{ path: 'username' }] });
    expect((await register(invitation.code, { password: 'Password-1234' })).problem).toMatchObject({
      kind: 'validation',
      errors: [{ path: 'password' }],
    });
    expect((await register(invitation.code, { password: 'short' })).problem?.kind).toBe('validation');
    expect((await register(invitation.code, { username: '../etc' })).problem?.kind).toBe('validation');
    expect((await register(invitation.code)).status).toBe(201);
    await expectSeatsToAddUp(platform);
  });

  it.each(['\u0000', '\ud800'])('refuses the character %j without failing', async (character) => {
    const invitation = await invite();
    const answer = await platform.attempt(
      'registration.register',
      {
        body: {
          invitation_code: invitation.code,
          username: 'clean',
          password: testPassword,
          full_name: `Ada${character}`,
        },
      },
      { as: null },
    );
    // Half a character is stored as its replacement; a NUL can't be stored at all.
    expect([201, 422]).toContain(answer.status);
    const revoked = await platform.attempt('invitations.revoke', {
      params: { id: (await invite()).id },
      body: { reason: `Because${character}` },
    });
    expect(revoked.problem?.kind).toBe('validation');
    const found = await platform.attempt('invitations.list', { query: { q: `x${character}` } });
    expect(found.status).toBeLessThan(500);
    await expectSeatsToAddUp(platform);
  });

  it('says nothing secret in audit details or the log', async () => {
    const invitation = await invite();
    const { body } = await register(invitation.code);
    const audit = await platform.deps.database.selectFrom('audit_entries').select(['details', 'personal']).execute();
    const seen = JSON.stringify([audit, platform.log]);
    expect(seen).not.toContain(invitation.code.slice(-12));
    expect(seen).not.toContain(testPassword);
    expect(seen).not.toContain(body?.licence_key ?? 'missing');
  });
});

describe('registration with overbooking', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform({ capacity: 2 });
  });
  afterAll(() => platform.close());

  it('never passes the capacity, and the code stays good', async () => {
    await platform.call('capacity.update', { body: { overbooking: 1.5 } });
    const codes: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      codes.push(
        (await platform.call('invitations.generate', { body: { email: `${name}@example.org`, tier: 'standard' } }))
          .code,
      );
    }
    const register = (code: string, username: string) =>
      platform.attempt(
        'registration.register',
        { body: { invitation_code: code, username, password: testPassword, full_name: 'Somebody Else' } },
        { as: null },
      );
    const [first = '', second = '', third = ''] = codes;
    expect((await register(first, 'first')).status).toBe(201);
    expect((await register(second, 'second')).status).toBe(201);
    expect((await register(third, 'third')).problem?.kind).toBe('capacity_exhausted');
    await expectSeatsToAddUp(platform);
    await platform.call('capacity.update', { body: { capacity: 3 } });
    expect((await register(third, 'third')).status).toBe(201);
    await expectSeatsToAddUp(platform);
  });
});
