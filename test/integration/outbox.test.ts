import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

describe('the outbox', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform();
  });
  afterAll(() => platform.close());

  const invite = (email: string) => platform.call('invitations.generate', { body: { email, tier: 'enterprise' } });
  const opened = () =>
    platform.deps.database
      .selectFrom('audit_entries')
      .select(['action', 'subject_id', 'details', 'actor_role'])
      .where('action', '=', 'mail.opened')
      .execute();

  it('keeps mails where no server is set, and lists them without their text', async () => {
    const made = await invite('ada@example.org');
    const { items, total } = await platform.call('outbox.list', { query: { kind: 'invitation' } }, { as: 'ops' });
    expect(total).toBe(1);
    expect(items).toMatchObject([
      { to: 'ada@example.org', status: 'sent', transport: 'outbox', holds_secret: true, invitation_id: made.id },
    ]);
    expect(JSON.stringify(items)).not.toContain(made.code.slice(-12));
    expect(await opened()).toEqual([]);
  });

  it('opens a mail with its code, and the audit log says who did', async () => {
    const made = await invite('bob@example.org');
    const [mail] = (await platform.call('outbox.list', { query: { invitation_id: made.id } })).items;
    const params = { id: mail?.id ?? '' };
    const shown = await platform.call('outbox.get', { params }, { as: 'ops' });
    expect(shown.text).toContain(made.code);
    expect(shown.html).toContain(made.code);
    expect(shown.text).toContain(`https://beta.example.test/beta/register?code=${made.code}`);
    expect(await opened()).toMatchObject([
      { subject_id: params.id, actor_role: 'ops', details: { kind: 'invitation', invitation_id: made.id } },
    ]);
    expect(JSON.stringify(await opened())).not.toContain(made.code.slice(-12));
  });

  it('opens no mail for support', async () => {
    const { items } = await platform.call('outbox.list', { query: {} });
    const refused = await platform.attempt('outbox.get', { params: { id: items[0]?.id ?? '' } }, { as: 'support' });
    expect(refused.problem?.kind).toBe('forbidden');
    expect((await platform.attempt('outbox.list', { query: {} }, { as: 'support' })).problem?.kind).toBe('forbidden');
  });

  it('is searched by address and subject, and paged', async () => {
    for (const name of ['carl', 'cleo', 'cora']) await invite(`${name}@example.net`);
    expect((await platform.call('outbox.list', { query: { q: 'CLEO@' } })).items.map((mail) => mail.to)).toEqual([
      'cleo@example.net',
    ]);
    expect((await platform.call('outbox.list', { query: { q: 'invitation to the' } })).total).toBe(5);
    expect((await platform.call('outbox.list', { query: { q: '%' } })).total).toBe(0);
    const first = await platform.call('outbox.list', { query: { limit: 2, q: 'example.net' } });
    const rest = await platform.call('outbox.list', {
      query: { limit: 2, q: 'example.net', cursor: first.next_cursor ?? '' },
    });
    expect(new Set([...first.items, ...rest.items].map((mail) => mail.to)).size).toBe(3);
    expect(rest.next_cursor).toBeNull();
  });

  it('does not send again what has arrived', async () => {
    const { items } = await platform.call('outbox.list', { query: {} });
    const refused = await platform.attempt('outbox.retry', { params: { id: items[0]?.id ?? '' } });
    expect(refused.problem?.kind).toBe('state_conflict');
    const missing = { params: { id: '00000000-0000-4000-8000-000000000000' } };
    expect((await platform.attempt('outbox.retry', missing)).problem?.kind).toBe('not_found');
    expect((await platform.attempt('outbox.get', missing)).problem?.kind).toBe('not_found');
  });
});
