import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';
import { expectSeatsToAddUp } from '#test/support/seats.ts';

/** Counts how often each outcome came up. */
function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

describe('races, on many connections', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform({ capacity: 60 });
  });
  afterAll(() => platform.close());

  /** Who asks from its own address meets no limit on tries. */
  const address = (index: number) => `198.51.100.${index}`;
  const invite = (email: string, index = 1) =>
    platform.attempt('invitations.generate', { body: { email, tier: 'standard' } }, { address: address(index) });
  const register = (code: string, index: number) =>
    platform.attempt(
      'registration.register',
      {
        body: { invitation_code: code, username: `racer${index}`, password: testPassword, full_name: 'Racer Racer' },
      },
      { as: null, address: address(index) },
    );
  const outcome = (answer: { status: number; problem?: { kind: string } | undefined }) =>
    answer.problem?.kind ?? String(answer.status);
  const expectWholeChain = async () => {
    const { rows } = await sql<{ gaps: number }>`
      select count(*) filter (where sequence <> position or previous_hash <> expected) as gaps from (
        select sequence, row_number() over (order by sequence) as position, previous_hash,
          coalesce(lag(hash) over (order by sequence), decode(repeat('00', 32), 'hex')) as expected
        from audit_entries) as chain`.execute(platform.deps.database);
    expect(rows[0]?.gaps).toBe(0);
  };

  it('give the last 10 seats to exactly 10 of 100', async () => {
    await platform.call('capacity.update', { body: { capacity: 10 } });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => invite(`seat${index}@example.org`, index)),
    );
    expect(tally(answers.map(outcome))).toEqual({ 201: 10, capacity_exhausted: 90 });
    expect(await platform.call('capacity.get', {})).toMatchObject({ free: 0, reserved: 10 });
    await expectSeatsToAddUp(platform);
    await expectWholeChain();
    await platform.call('capacity.update', { body: { capacity: 60 } });
  });

  it('let one code be redeemed by exactly one of 100', async () => {
    const { body } = await invite('one@example.org');
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => register(body?.code ?? '', index)));
    expect(tally(answers.map(outcome))).toEqual({ 201: 1, invitation_used: 99 });
    const { rows } = await sql<{ users: number; licences: number }>`
      select (select count(*) from users where role = 'member') as users, (select count(*) from licences) as licences`.execute(
      platform.deps.database,
    );
    expect(rows).toEqual([{ users: 1, licences: 1 }]);
    await expectSeatsToAddUp(platform);
    await expectWholeChain();
  });

  it('invite one address once of 20', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => invite('same@example.org', index)));
    expect(tally(answers.map(outcome))).toEqual({ 201: 1, already_exists: 19 });
    await expectSeatsToAddUp(platform);
  });

  it('give one username to one of 10 people', async () => {
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => invite(`name${index}@example.org`, index)),
    );
    const answers = await Promise.all(
      codes.map(({ body }, index) =>
        platform.attempt(
          'registration.register',
          {
            body: {
              invitation_code: body?.code ?? '',
              username: 'wanted',
              password: testPassword,
              full_name: 'Same Name',
            },
          },
          { as: null, address: address(index) },
        ),
      ),
    );
    expect(tally(answers.map(outcome))).toEqual({ 201: 1, already_exists: 9 });
    await expectSeatsToAddUp(platform);
  });

  it('end in one state when an invitation is revoked, resent, extended, swept and redeemed at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { body } = await invite(`all${round}@example.org`);
      const params = { id: body?.id ?? '' };
      await Promise.all([
        platform.attempt('invitations.revoke', { params, body: {} }),
        platform.attempt('invitations.resend', { params }),
        register(body?.code ?? '', 100 + round),
        platform.attempt('invitations.extend', { params, body: { days: 2 } }),
        platform.runJobs(),
      ]);
      await expectSeatsToAddUp(platform);
    }
    await expectWholeChain();
  });

  it('never let the capacity shrink below what is being taken meanwhile', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { reserved, used } = await platform.call('capacity.get', {});
      const taken = reserved + used;
      await platform.call('capacity.update', { body: { capacity: taken + 6 } });
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) => [
          invite(`shrink${round}.${index}@example.org`, index),
          platform.attempt('capacity.update', { body: { capacity: taken + index } }),
        ]).flat(),
      );
      const outcomes = Object.keys(tally(answers.map(outcome)));
      const expected = ['200', '201', 'state_conflict', 'capacity_exhausted'];
      expect(outcomes.filter((kind) => !expected.includes(kind))).toEqual([]);
      await expectSeatsToAddUp(platform);
    }
  });
});
