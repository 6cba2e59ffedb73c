import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailKind } from '#contract/outbox.ts';
import { openFormPage } from '#test/support/form-page.ts';
import { createTestPlatform, type Identity, type TestPlatform, testPassword } from '#test/support/platform.ts';

const newPassword = 'Another-horse-8-battery';
const minute = 60_000;
const hour = 60 * minute;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
// Limits on mails and credentials are tried elsewhere; each test here begins in a window of its own.
beforeEach(() => platform.clock.advance(hour));

const publicUrl = 'https://beta.example.test';

/** The links in the newest mail to somebody, from its text and its HTML. */
async function linksTo(email: string, kind: MailKind): Promise<string[]> {
  const { items } = await platform.call('outbox.list', { query: { kind, q: email } });
  const mail = await platform.call('outbox.get', { params: { id: items[0]?.id ?? '' } });
  expect(mail).toMatchObject({ to: email, holds_secret: true });
  return [
    ...(mail.text.match(/https:\S+/g) ?? []),
    ...[...mail.html.matchAll(/href="([^"]+)"/g)].map(([, address]) => (address ?? '').replaceAll('&amp;', '&')),
  ];
}

/** The one token that all links of the newest mail hold. */
async function tokenTo(email: string, kind: 'verify_email' | 'reset_password'): Promise<string> {
  const page = kind === 'verify_email' ? '/account/verify' : '/account/reset';
  const links = (await linksTo(email, kind)).filter((link) => link.startsWith(`${publicUrl}${page}`));
  expect(links.length).toBeGreaterThanOrEqual(3);
  expect(new Set(links).size).toBe(1);
  const [, token = ''] = /\?token=([A-Za-z0-9_-]{22,})$/.exec(links[0] ?? '') ?? [];
  expect(token).not.toBe('');
  return token;
}

let counter = 0;
const newAddress = () => {
  counter += 1;
  return `person.${counter}@example.test`;
};
const addStaff = (email: string) =>
  platform.call('users.create', { body: { email, full_name: 'Rosa Diaz', role: 'ops', password: testPassword } });
const verify = (token: string) => platform.attempt('auth.verify_email', { body: { token } }, { as: null });
const forgot = (email: string) => platform.attempt('auth.forgot_password', { body: { email } }, { as: null });
const reset = (token: string, password = newPassword) =>
  platform.attempt('auth.reset_password', { body: { token, password } }, { as: null });
const signIn = (email: string, password: string) =>
  platform.attempt('auth.signin', { body: { email, password } }, { as: null });

describe('the mail to a new colleague', () => {
  it('says who made the account, with which role and where to sign in, and nothing secret', async () => {
    const email = newAddress();
    const maker = await platform.staff('admin', { fullName: 'Ines Boss' });
    const body = { email, full_name: 'Rosa Diaz', role: 'ops', password: testPassword } as const;
    await platform.call('users.create', { body }, { as: maker });
    const { items } = await platform.call('outbox.list', { query: { kind: 'staff_welcome', q: email } });
    expect(items).toHaveLength(1);
    const mail = await platform.call('outbox.get', { params: { id: items[0]?.id ?? '' } });
    expect(mail).toMatchObject({ to: email, holds_secret: false });
    for (const part of [mail.text, mail.html]) {
      for (const fact of ['Rosa Diaz', 'Ines Boss', 'ops', publicUrl, email]) expect(part).toContain(fact);
      expect(part).not.toContain(testPassword);
    }
  });
});

describe('the mail that confirms an address', () => {
  it('holds a token that works once, and the audit log knows', async () => {
    const email = newAddress();
    const user = await addStaff(email);
    const token = await tokenTo(email, 'verify_email');
    expect(user.email_verified_at).toBeNull();
    expect(await verify(token)).toMatchObject({ status: 200, body: { email } });
    const verified = await platform.call('users.get', { params: { id: user.id } });
    expect(verified.email_verified_at).toBe(platform.clock.now().toISOString());
    expect((await verify(token)).problem?.kind).toBe('token_invalid');
    const { items } = await platform.call('audit.list', {
      query: { action: 'user.email_verified', subject_id: user.id },
    });
    expect(items).toMatchObject([{ actor: { id: user.id }, subject_name: email }]);
  });

  it('opens a page that spends the token by its button, and not by being looked at', async () => {
    const email = newAddress();
    await addStaff(email);
    const link = `/account/verify?token=${await tokenTo(email, 'verify_email')}`;
    await openFormPage(platform.request, link);
    const page = await openFormPage(platform.request, link);
    expect(page.status).toBe(200);
    expect(await page.submit()).toMatchObject({ status: 200, text: expect.stringContaining(`${email} is confirmed`) });
    expect(await page.submit()).toMatchObject({ status: 410, text: expect.stringContaining('used already') });
  });

  it('lapses after 24 hours', async () => {
    const early = newAddress();
    const late = newAddress();
    await addStaff(early);
    await addStaff(late);
    const tokens = [await tokenTo(early, 'verify_email'), await tokenTo(late, 'verify_email')] as const;
    platform.clock.advance(24 * hour - 1);
    expect((await verify(tokens[0])).status).toBe(200);
    platform.clock.advance(1);
    expect((await verify(tokens[1])).problem?.kind).toBe('token_invalid');
  });

  it('cannot set a password with its token', async () => {
    const email = newAddress();
    await addStaff(email);
    const token = await tokenTo(email, 'verify_email');
    expect((await reset(token)).problem?.kind).toBe('token_invalid');
    expect((await verify(token)).status).toBe(200);
  });

  it('comes with a registration, too', async () => {
    const email = newAddress();
    const { code } = await platform.call('invitations.generate', { body: { email, tier: 'premium' } });
    const body = { invitation_code: code, username: 'rosa', password: testPassword, full_name: 'Rosa Diaz' };
    await platform.call('registration.register', { body }, { as: null });
    expect(await verify(await tokenTo(email, 'verify_email'))).toMatchObject({ status: 200, body: { email } });
  });
});

describe('the mail that sets a new password', () => {
  let person: Identity;
  beforeEach(async () => {
    person = await platform.staff('ops', { email: newAddress() });
  });
  const ask = async () => {
    expect((await forgot(person.email)).status).toBe(202);
    return tokenTo(person.email, 'reset_password');
  };

  it('holds a token that works once, and ends every session', async () => {
    const signedIn = await signIn(person.email, testPassword);
    const other = await platform.staff('ops', { email: newAddress() });
    const token = await ask();
    expect(await reset(token)).toMatchObject({ status: 200, body: { email: person.email } });
    expect((await platform.attempt('auth.me', {}, { as: person })).problem?.kind).toBe('session_revoked');
    const refreshed = await platform.attempt(
      'auth.refresh',
      { body: { refresh_token: signedIn.body?.refresh_token ?? '' } },
      { as: null },
    );
    expect(refreshed.problem?.kind).toBe('session_revoked');
    expect((await platform.attempt('auth.me', {}, { as: other })).status).toBe(200);
    expect((await signIn(person.email, testPassword)).problem?.kind).toBe('invalid_credentials');
    expect((await signIn(person.email, newPassword)).status).toBe(200);
    expect((await reset(token, testPassword)).problem?.kind).toBe('token_invalid');
    expect((await signIn(person.email, newPassword)).status).toBe(200);
    const { items } = await platform.call('audit.list', {
      query: { action: 'user.password_reset', subject_id: person.id },
    });
    expect(items).toMatchObject([{ actor: { id: person.id }, details: { sessions_ended: 2 } }]);
  });

  it('opens a page on which the password is set', async () => {
    const page = await openFormPage(platform.request, `/account/reset?token=${await ask()}`);
    expect(page.status).toBe(200);
    const weak = await page.submit({ password: 'short' });
    expect(weak).toMatchObject({ status: 422, text: expect.stringContaining('At least 12 characters') });
    expect(await page.submit({ password: newPassword })).toMatchObject({
      status: 200,
      text: expect.stringContaining(`The new password of ${person.email} is set`),
    });
    expect((await signIn(person.email, newPassword)).status).toBe(200);
    expect((await page.submit({ password: testPassword })).status).toBe(410);
  });

  it('is good for another try after a password that is refused', async () => {
    const token = await ask();
    const refused = await reset(token, 'Password1234!');
    expect(refused.problem?.kind).toBe('validation');
    expect((await reset(token)).status).toBe(200);
  });

  it('lapses after an hour', async () => {
    const first = await ask();
    platform.clock.advance(hour - 1);
    expect((await reset(first)).status).toBe(200);
    const second = await ask();
    platform.clock.advance(hour);
    expect((await reset(second, testPassword)).problem?.kind).toBe('token_invalid');
    expect((await signIn(person.email, newPassword)).status).toBe(200);
  });

  it('makes an older one worthless', async () => {
    const older = await ask();
    platform.clock.advance(minute);
    const newer = await ask();
    expect(newer).not.toBe(older);
    expect((await reset(older)).problem?.kind).toBe('token_invalid');
    expect((await reset(newer)).status).toBe(200);
  });

  it('sets one password when it is used twice at once', async () => {
    const token = await ask();
    const answers = await Promise.all([reset(token, newPassword), reset(token, `${newPassword}-2`)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410]);
    const winner = answers[0]?.status === 200 ? newPassword : `${newPassword}-2`;
    expect((await signIn(person.email, winner)).status).toBe(200);
  });

  it('is not told apart from none: unknown, suspended and known addresses get the same answer', async () => {
    const suspended = await platform.staff('support', { email: newAddress() });
    await platform.deps.database
      .updateTable('users')
      .set({ state: 'suspended' })
      .where('id', '=', suspended.id)
      .execute();
    const answers = [];
    for (const email of [person.email, newAddress(), suspended.email]) answers.push(await forgot(email));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const { items } = await platform.call('outbox.list', { query: { kind: 'reset_password', limit: 1 } });
    expect(items).toMatchObject([{ to: person.email }]);
    const { total } = await platform.call('outbox.list', { query: { q: suspended.email } });
    expect(total).toBe(0);
  });

  it('keeps its token out of the store and the log', async () => {
    const token = await ask();
    const stored = await platform.deps.database
      .selectFrom('user_tokens')
      .innerJoin('outbox_mails', 'outbox_mails.user_id', 'user_tokens.user_id')
      .select(['outbox_mails.data', 'outbox_mails.secret_encrypted', 'user_tokens.token_hash'])
      .where('user_tokens.user_id', '=', person.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored.data)).not.toContain(token);
    for (const bytes of [stored.secret_encrypted, stored.token_hash]) {
      expect(Buffer.from(bytes ?? []).includes(token)).toBe(false);
    }
    expect(platform.log.join('\n')).not.toContain(token);
  });
});
