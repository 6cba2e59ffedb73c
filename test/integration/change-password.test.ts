import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type Identity, type TestPlatform, testPassword } from '#test/support/platform.ts';

const other = 'Copper-lantern-42-drift';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
});
afterAll(() => platform.close());

const change = (as: Identity, current: string, next: string) =>
  platform.attempt('auth.change_password', { body: { current_password: current, password: next } }, { as });
const signIn = (email: string, password: string) =>
  platform.attempt('auth.signin', { body: { email, password } }, { as: null });
const worksFor = async (identity: Identity) => (await platform.attempt('auth.me', {}, { as: identity })).status === 200;

describe('changing one’s own password', () => {
  it.each(['staff', 'member'] as const)('ends every other session of %s, and is audited', async (who) => {
    const here = who === 'staff' ? await platform.staff('support') : await registerMember(platform);
    const elsewhere = await platform.signIn(here.id);
    const colleague = await platform.staff('support');
    const { body } = await change(here, testPassword, other);
    expect(body).toEqual({ sessions_revoked: 1 });
    expect([await worksFor(here), await worksFor(elsewhere), await worksFor(colleague)]).toEqual([true, false, true]);
    expect((await platform.attempt('auth.me', {}, { as: elsewhere })).problem?.kind).toBe('session_revoked');
    expect((await signIn(here.email, testPassword)).problem?.kind).toBe('invalid_credentials');
    expect((await signIn(here.email, other)).status).toBe(200);
    const entries = await platform.call('audit.list', {
      query: { action: 'user.password_changed', subject_id: here.id },
    });
    expect(entries.items).toMatchObject([{ actor: { id: here.id }, details: { sessions_ended: 1 } }]);
    expect(JSON.stringify(entries)).not.toContain(other);
    const { items } = await platform.call('users.sessions', { params: { id: here.id }, query: { state: 'past' } });
    expect(items.map(({ revoked_reason: why }) => why)).toEqual(['The password was changed elsewhere']);
  });

  it('makes a reset link worthless that is on its way, and leaves the one that confirms an address', async () => {
    const member = await registerMember(platform);
    await platform.call('auth.forgot_password', { body: { email: member.email } }, { as: null });
    await change(member, testPassword, other);
    const left = await platform.deps.database
      .selectFrom('user_tokens')
      .select('purpose')
      .where('user_id', '=', member.id)
      .where('used_at', 'is', null)
      .execute();
    expect(left.map(({ purpose }) => purpose)).toEqual(['verify_email']);
  });
});

describe('it is refused, and nothing ends,', () => {
  it.each([
    ['a wrong present one', 'Wrong-password-1', other, 'invalid_credentials'],
    ['the same again', testPassword, testPassword, 'validation'],
    ['a short one', testPassword, 'Sh0rt-one', 'validation'],
    ['a common one', testPassword, 'P@ssw0rd-1234', 'validation'],
    ['one without a digit', testPassword, 'Copper-lantern-drift', 'validation'],
  ])('with %s', async (_name, current, next, kind) => {
    const here = await platform.staff('ops');
    const elsewhere = await platform.signIn(here.id);
    expect((await change(here, current, next)).problem?.kind).toBe(kind);
    expect([await worksFor(here), await worksFor(elsewhere)]).toEqual([true, true]);
    expect((await signIn(here.email, testPassword)).status).toBe(200);
  });

  it('with further fields, and for nobody', async () => {
    const here = await platform.staff('ops');
    const body = { current_password: testPassword, password: other, user_id: here.id };
    expect((await platform.attempt('auth.change_password', { body }, { as: here })).problem?.kind).toBe('validation');
    const plain = { current_password: testPassword, password: other };
    expect((await platform.attempt('auth.change_password', { body: plain }, { as: null })).status).toBe(401);
  });

  it('to all but one of those who ask at once with the same password', async () => {
    const here = await platform.staff('ops');
    const answers = await Promise.all([1, 2, 3].map((number) => change(here, testPassword, `${other}-${number}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
