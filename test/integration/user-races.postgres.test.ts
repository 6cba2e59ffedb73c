import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';
import { expectSeatsToAddUp } from '#test/support/seats.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 50 });
});
afterAll(() => platform.close());

it('changes of the same people from everywhere at once end well or are told, and nobody waits in a circle', async () => {
  const members = await Promise.all(Array.from({ length: 4 }, () => registerMember(platform)));
  const ids = members.map((member) => member.id);
  const stolen = await Promise.all(
    members.map(async (member, index) => {
      const body = { email: member.email, password: testPassword };
      const { refresh_token: token } = await platform.call(
        'auth.signin',
        { body },
        { as: null, address: `198.51.100.${index}` },
      );
      await platform.call('auth.refresh', { body: { refresh_token: token } }, { as: null });
      return token;
    }),
  );
  platform.clock.advance(60_000);
  const answers: { status: number }[] = [];
  for (let round = 0; round < 4; round += 1) {
    const tries = members.flatMap((member, index) => {
      const params = { id: member.id };
      const at = { as: null, address: `2001:db8:${round}:${index}::1` } as const;
      return [
        platform.attempt('auth.refresh', { body: { refresh_token: stolen[index] ?? '' } }, at),
        platform.attempt('auth.signin', { body: { email: member.email, password: testPassword } }, at),
        platform.attempt('users.suspend', { params, body: { reason: 'x' } }),
        platform.attempt('users.reactivate', { params }),
        platform.attempt('users.sessions.revoke_all', { params, query: {} }),
        platform.attempt('users.tier', { params, body: { tier: 'premium', expected_tier: 'standard' } }),
        platform.attempt('users.notes.create', { params, body: { body: 'x' } }),
        platform.attempt('users.delete', { params, query: {} }),
        platform.attempt('users.restore', { params }),
      ];
    });
    const bulk = (['suspend', 'reactivate', 'revoke_sessions'] as const).map((action) =>
      platform.attempt('users.bulk', { body: { action, selection: { ids: [...ids].reverse() }, reason: 'x' } }),
    );
    answers.push(...(await Promise.all([...tries, ...bulk])));
  }
  expect(answers.filter((answer) => answer.status >= 500)).toEqual([]);
  expect(platform.log.filter((line) => line.includes('request_failed'))).toEqual([]);
  expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  await expectSeatsToAddUp(platform);
});
