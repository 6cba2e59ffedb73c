import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invitation } from '#contract/invitations.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { expectSeatsToAddUp } from '#test/support/seats.ts';

const day = 86_400_000;
const fullCode = /^4UAI-(STD|PRE|ENT)-[0-9a-f]{12}$/;
const missing = '00000000-0000-4000-8000-000000000000';

describe('invitations', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform({ capacity: 50 });
  });
  afterAll(() => platform.close());

  let counter = 0;
  const nextAddress = () => {
    counter += 1;
    return `guest.${counter}@example.org`;
  };
  const invite = (tier: Invitation['tier'] = 'premium', email = nextAddress()) =>
    platform.call('invitations.generate', { body: { email, tier } }, { as: 'ops' });
  const detail = (id: string) => platform.call('invitations.get', { params: { id } });
  const seats = () => platform.call('capacity.get', {});
  const actions = async (id: string) => (await detail(id)).history.map((event) => event.action);

  it('are made with a code for the tier, a reserved seat, a mail and a creator', async () => {
    const before = await seats();
    const made = await invite('enterprise', 'Ada@Example.ORG ');
    expect(made).toMatchObject({
      code: expect.stringMatching(/^4UAI-ENT-[0-9a-f]{12}$/),
      email: 'ada@example.org',
      status: 'pending',
      delivery: 'kept',
      expires_at: new Date(platform.clock.now().getTime() + 7 * day).toISOString(),
      created_by: { role: 'ops' },
    });
    expect(await seats()).toMatchObject({ reserved: before.reserved + 1, free: before.free - 1 });
    const mails = await platform.deps.database
      .selectFrom('outbox_mails')
      .selectAll()
      .where('invitation_id', '=', made.id)
      .execute();
    expect(mails).toMatchObject([{ kind: 'invitation', recipient: 'ada@example.org', transport: 'outbox' }]);
    await expectSeatsToAddUp(platform);
  });

  it('show the code in full once; lists, details and audit never do', async () => {
    const made = await invite();
    const digits = made.code.slice(-12);
    const seen = JSON.stringify([
      await platform.call('invitations.list', { query: { limit: 1000 } }),
      await detail(made.id),
      await platform.deps.database.selectFrom('audit_entries').select(['details', 'personal']).execute(),
      platform.log,
    ]);
    expect(seen).not.toContain(digits);
    expect(seen).toContain(`••••••••${digits.slice(-4)}`);
    const stored = await platform.deps.database
      .selectFrom('invitations')
      .selectAll()
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow();
    const bytes = Buffer.concat([stored.code_hash, stored.code_encrypted].map((value) => Buffer.from(value)));
    expect(bytes.includes(digits)).toBe(false);
  });

  it('are one for each address, and none for somebody who is a user already', async () => {
    const made = await invite();
    const again = await platform.attempt('invitations.generate', {
      body: { email: made.email.toUpperCase(), tier: 'standard' },
    });
    expect(again.problem).toMatchObject({ kind: 'already_exists', errors: [{ path: 'email' }] });
    const staff = await platform.staff('support');
    const known = await platform.attempt('invitations.generate', { body: { email: staff.email, tier: 'standard' } });
    expect(known.problem).toMatchObject({ kind: 'already_exists', detail: expect.stringContaining('account') });
    await expectSeatsToAddUp(platform);
  });

  it('are made once for one idempotency key', async () => {
    const send = (email: string) =>
      platform.attempt(
        'invitations.generate',
        { body: { email, tier: 'standard' } },
        { headers: { 'idempotency-key': 'key-of-this-test-1' } },
      );
    const before = await seats();
    const [first, second] = [await send('twice@example.org'), await send('twice@example.org')];
    expect(second.body).toEqual(first.body);
    expect((await seats()).reserved).toBe(before.reserved + 1);
    expect((await send('other@example.org')).problem?.kind).toBe('idempotency_conflict');
  });

  it('are listed by keyset with filters, search and total', async () => {
    await Promise.all(['standard', 'premium', 'enterprise'].map((tier) => invite(tier as Invitation['tier'])));
    const all: Invitation[] = [];
    let cursor: string | undefined;
    do {
      const page = await platform.call('invitations.list', {
        query: { limit: 2, sort: 'email', ...(cursor ? { cursor } : {}) },
      });
      all.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    const emails = all.map((item) => item.email);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.length).toBe((await platform.call('invitations.list', { query: {} })).total);
    const enterprise = await platform.call('invitations.list', { query: { tier: 'enterprise' } });
    expect(enterprise.items.every((item) => item.tier === 'enterprise')).toBe(true);
    const sample = all[0];
    if (!sample) throw new Error('The list is empty.');
    for (const q of [sample.email.slice(0, 8), sample.code, sample.code.slice(-4), sample.email.toUpperCase()]) {
      const found = await platform.call('invitations.list', { query: { q } });
      expect(
        found.items.map((item) => item.id),
        q,
      ).toContain(sample.id);
    }
    expect((await platform.call('invitations.list', { query: { q: '%' } })).total).toBe(0);
    expect((await platform.call('invitations.list', { query: { q: '_' } })).total).toBe(0);
  });

  it('get a new code by resending, and the old one is void', async () => {
    const made = await invite();
    platform.clock.advance(2 * day);
    const again = await platform.call('invitations.resend', { params: { id: made.id } }, { as: 'support' });
    expect(again.code).toMatch(fullCode);
    expect(again.code).not.toBe(made.code);
    expect(again.expires_at).toBe(new Date(platform.clock.now().getTime() + 7 * day).toISOString());
    expect(again.created_at).toBe(made.created_at);
    const old = await platform.call('invitations.lookup', { body: { code: made.code } });
    expect(old).toMatchObject({ match: 'voided', invitation: { id: made.id } });
    expect(old.notes.join()).toContain('newer code');
    expect(await actions(made.id)).toEqual(['invitation.created', 'mail.kept', 'invitation.resent', 'mail.kept']);
    await expectSeatsToAddUp(platform);
  });

  it('are revoked with a reason, give the seat back, and come back by resending', async () => {
    const made = await invite();
    const before = await seats();
    const revoked = await platform.call('invitations.revoke', {
      params: { id: made.id },
      body: { reason: 'Wrong person' },
    });
    expect(revoked).toMatchObject({ status: 'revoked', revoked_at: platform.clock.now().toISOString() });
    expect((await seats()).reserved).toBe(before.reserved - 1);
    expect((await detail(made.id)).history.at(-1)?.detail).toContain('Wrong person');
    expect((await platform.attempt('invitations.revoke', { params: { id: made.id }, body: {} })).problem?.kind).toBe(
      'state_conflict',
    );
    expect((await platform.attempt('invitations.extend', { params: { id: made.id }, body: {} })).problem?.kind).toBe(
      'state_conflict',
    );
    const back = await platform.call('invitations.resend', { params: { id: made.id } });
    expect(back).toMatchObject({ status: 'pending', revoked_at: null });
    expect((await seats()).reserved).toBe(before.reserved);
    await expectSeatsToAddUp(platform);
  });

  it('are extended from the later of now and the present expiry', async () => {
    const made = await invite();
    const longer = await platform.call('invitations.extend', { params: { id: made.id }, body: { days: 3 } });
    expect(longer.expires_at).toBe(new Date(Date.parse(made.expires_at) + 3 * day).toISOString());
    expect(longer.code).toContain('••••');
    expect((await platform.call('invitations.lookup', { body: { code: made.code } })).match).toBe('exact');
  });

  it('expire on the minute, give their seat back and tell so', async () => {
    const made = await invite();
    await platform.clock.set(new Date(Date.parse(made.expires_at) - 1));
    await platform.runJobs();
    expect((await detail(made.id)).status).toBe('pending');
    platform.clock.advance(1);
    const before = await seats();
    await platform.runJobs();
    const expired = await detail(made.id);
    expect(expired).toMatchObject({
      status: 'expired',
      history: [{}, {}, { action: 'invitation.expired', actor: { role: 'system' } }],
    });
    expect((await seats()).reserved).toBeLessThan(before.reserved);
    await expectSeatsToAddUp(platform);
    const back = await platform.call('invitations.extend', { params: { id: made.id }, body: { days: 1 } });
    expect(back).toMatchObject({
      status: 'pending',
      expires_at: new Date(platform.clock.now().getTime() + day).toISOString(),
    });
    await expectSeatsToAddUp(platform);
  });

  it('do not come back when the address was invited anew', async () => {
    const made = await invite();
    await platform.call('invitations.revoke', { params: { id: made.id }, body: {} });
    await invite('standard', made.email);
    expect((await platform.attempt('invitations.resend', { params: { id: made.id } })).problem?.kind).toBe(
      'already_exists',
    );
  });

  it('show their code again only with a reason, and the audit log has it', async () => {
    const made = await invite();
    const shown = await platform.call(
      'invitations.reveal',
      { params: { id: made.id }, body: { reason: 'Mail was lost' } },
      { as: 'ops' },
    );
    expect(shown.code).toBe(made.code);
    expect(
      (await platform.attempt('invitations.reveal', { params: { id: made.id }, body: { reason: ' ' } })).problem?.kind,
    ).toBe('validation');
    const support = await platform.attempt(
      'invitations.reveal',
      { params: { id: made.id }, body: { reason: 'x' } },
      { as: 'support' },
    );
    expect(support.problem?.kind).toBe('forbidden');
    expect((await detail(made.id)).history.at(-1)).toMatchObject({
      action: 'invitation.revealed',
      actor: { role: 'ops' },
      detail: expect.stringContaining('Mail was lost'),
    });
  });

  it('answer not found for what does not exist', async () => {
    const params = { id: missing };
    const answers = await Promise.all([
      platform.attempt('invitations.get', { params }),
      platform.attempt('invitations.resend', { params }),
      platform.attempt('invitations.revoke', { params, body: {} }),
      platform.attempt('invitations.extend', { params, body: {} }),
      platform.attempt('invitations.reveal', { params, body: { reason: 'x' } }),
    ]);
    expect(answers.map((answer) => answer.problem?.kind)).toEqual(Array(5).fill('not_found'));
  });
});

describe('seats', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform({ capacity: 3 });
  });
  afterAll(() => platform.close());
  const invite = (email: string) => platform.attempt('invitations.generate', { body: { email, tier: 'standard' } });

  it('run out with a clear answer and nothing changed', async () => {
    for (const name of ['a', 'b', 'c']) expect((await invite(`${name}@example.org`)).status).toBe(201);
    const full = await invite('d@example.org');
    expect(full.problem).toMatchObject({ kind: 'capacity_exhausted' });
    expect((await platform.call('invitations.list', { query: { q: 'd@example' } })).total).toBe(0);
    await expectSeatsToAddUp(platform);
  });

  it('never shrink below what is taken, and a change is audited with before and after', async () => {
    const small = await platform.attempt('capacity.update', { body: { capacity: 2 } });
    expect(small.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('3 reserved') });
    expect(await platform.call('capacity.update', { body: { overbooking: 1.5 } })).toMatchObject({
      capacity: 3,
      free: 1,
    });
    expect((await invite('d@example.org')).status).toBe(201);
    expect((await platform.attempt('capacity.update', { body: { overbooking: 1 } })).problem?.kind).toBe(
      'state_conflict',
    );
    expect((await platform.attempt('capacity.update', { body: { capacity: 9 } }, { as: 'ops' })).problem?.kind).toBe(
      'forbidden',
    );
    const entries = await platform.deps.database
      .selectFrom('audit_entries')
      .select(['action', 'details'])
      .where('subject_type', '=', 'capacity')
      .execute();
    expect(entries).toEqual([
      {
        action: 'capacity.changed',
        details: { before: { capacity: 3, overbooking: 1 }, after: { capacity: 3, overbooking: 1.5 } },
      },
    ]);
  });

  it('are not set over a change that was not seen, unless nobody asks for that', async () => {
    const { version } = await platform.call('capacity.get', {});
    const first = await platform.call('capacity.update', { body: { capacity: 4, version } });
    expect(first).toMatchObject({ capacity: 4, version: version + 1 });
    const late = await platform.attempt('capacity.update', { body: { capacity: 5, version } });
    expect(late.problem).toMatchObject({ kind: 'conflict', detail: expect.stringContaining('Nothing was saved') });
    expect(await platform.call('capacity.get', {})).toEqual(first);
    // Who names no version doesn't care.
    await platform.call('capacity.update', { body: { capacity: 3 } });
  });
});
