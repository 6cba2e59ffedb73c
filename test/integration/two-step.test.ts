import { afterAll, beforeAll, expect, it } from 'vitest';
import { totpCode, totpStep } from '#platform/auth/totp.ts';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

it('asks for a code from confirmation on, takes each code once, and goes with password and code', async () => {
  const mei = await platform.staff('ops', { email: 'mei@example.test' });
  const code = (secret: string) => totpCode(secret, totpStep(platform.clock.now()));
  const signIn = (totp?: string) =>
    platform.attempt(
      'auth.signin',
      { body: { email: mei.email, password: testPassword, ...(totp === undefined ? {} : { totp }) } },
      { as: null },
    );
  const { secret, otpauth_url } = await platform.call('auth.totp_enrol', {}, { as: mei });
  expect(otpauth_url).toContain(secret);
  expect((await signIn()).status).toBe(200);
  await platform.call('auth.totp_confirm', { body: { totp: code(secret) } }, { as: mei });
  expect((await signIn()).problem?.kind).toBe('totp_required');
  // The code that confirmed was used; the next step's is new.
  expect((await signIn(code(secret))).problem?.kind).toBe('totp_invalid');
  platform.clock.advance(30_000);
  expect((await signIn(code(secret))).status).toBe(200);
  expect((await signIn(code(secret))).problem?.kind).toBe('totp_invalid');
  const stored = await platform.deps.database
    .selectFrom('users')
    .select('totp_secret_encrypted')
    .where('id', '=', mei.id)
    .executeTakeFirstOrThrow();
  expect(Buffer.from(stored.totp_secret_encrypted ?? []).includes(secret)).toBe(false);
  platform.clock.advance(30_000);
  const disable = (password: string) =>
    platform.attempt('auth.totp_disable', { body: { password, totp: code(secret) } }, { as: mei });
  expect((await disable('Wrong-password-1')).problem?.kind).toBe('invalid_credentials');
  expect((await disable(testPassword)).status).toBe(200);
  expect((await signIn()).status).toBe(200);
});
