import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { type SmtpServer, startSmtpServer } from '#test/support/smtp-server.ts';

const minute = 60_000;

describe('mail through a server', () => {
  let smtp: SmtpServer;
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform({ capacity: 1000, config: { mailFrom: 'Beta <beta@example.com>' } });
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    // The server of these tests answers at once or never, so the mailer need not be patient.
    smtp = await startSmtpServer('?greetingTimeout=300&socketTimeout=300&connectionTimeout=300');
    platform.deps.config.smtpUrl = smtp.url;
  });
  afterEach(async () => {
    await smtp.close();
    // Every test begins with an empty queue and without invitations that could expire in it.
    await platform.deps.database.deleteFrom('outbox_mails').execute();
    const left = await platform.call('invitations.list', { query: { status: 'pending', limit: 1000 } });
    for (const { id } of left.items) await platform.call('invitations.revoke', { params: { id }, body: {} });
  });

  const invite = (email: string) => platform.call('invitations.generate', { body: { email, tier: 'premium' } });
  const invitation = (id: string) => platform.call('invitations.get', { params: { id } });
  const mailsOf = async (id: string) => (await platform.call('outbox.list', { query: { invitation_id: id } })).items;

  it('goes out with code, link and a stable id, and the invitation knows', async () => {
    const made = await invite('ada@example.org');
    expect(made.delivery).toBe('queued');
    await platform.runJobs();
    expect(smtp.mails).toMatchObject([{ from: 'beta@example.com', to: 'ada@example.org' }]);
    const [mail] = await mailsOf(made.id);
    expect(smtp.mails[0]?.messageId).toBe(`<${mail?.id}@example.com>`);
    // Soft line breaks of the transfer encoding aside, the code is there in text and HTML.
    expect(smtp.mails[0]?.raw.replaceAll('=\r\n', '').split(made.code).length).toBeGreaterThan(2);
    expect(mail).toMatchObject({
      status: 'sent',
      transport: 'smtp',
      attempts: 1,
      sent_at: platform.clock.now().toISOString(),
    });
    expect((await invitation(made.id)).delivery).toBe('sent');
    await platform.runJobs();
    expect(smtp.mails).toHaveLength(1);
  });

  it('reuses a few connections for many mails', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => invite(`many${index}@example.org`)));
    await platform.runJobs();
    expect(new Set(smtp.mails.map((mail) => mail.to)).size).toBe(40);
    expect(smtp.mails).toHaveLength(40);
    expect(smtp.connections).toBeLessThanOrEqual(4);
  });

  it('bounces for good when the server knows no such address, without holding up the others', async () => {
    smtp.onRecipient = (address) => (address.startsWith('nobody') ? '550 5.1.1 No such user' : '250 fine');
    const [lost, good] = [await invite('nobody@example.org'), await invite('somebody@example.org')];
    await platform.runJobs();
    expect(await invitation(lost.id)).toMatchObject({
      delivery: 'bounced',
      delivery_reason: expect.stringContaining('No such user'),
    });
    expect((await invitation(lost.id)).history.at(-1)?.action).toBe('mail.bounced');
    expect((await invitation(good.id)).delivery).toBe('sent');
    platform.clock.advance(600 * minute);
    await platform.runJobs();
    expect((await mailsOf(lost.id))[0]).toMatchObject({ status: 'bounced', attempts: 1 });
  });

  it('fails for good when the server refuses the mail itself', async () => {
    smtp.onMessage = () => '554 5.7.1 Looks like spam';
    const made = await invite('ada@example.org');
    await platform.runJobs();
    expect(await invitation(made.id)).toMatchObject({
      delivery: 'failed',
      delivery_reason: expect.stringContaining('spam'),
    });
  });

  it('is tried again with growing waits, five times in all', async () => {
    smtp.onRecipient = () => '451 4.3.0 Try again later';
    const made = await invite('ada@example.org');
    const attempts = async () => (await mailsOf(made.id))[0]?.attempts;
    await platform.runJobs();
    for (const [index, wait] of [1, 10, 60, 240].entries()) {
      expect(await attempts()).toBe(index + 1);
      expect((await invitation(made.id)).delivery).toBe('queued');
      platform.clock.advance(wait * minute - 1);
      await platform.runJobs();
      expect(await attempts()).toBe(index + 1);
      platform.clock.advance(1);
      await platform.runJobs();
    }
    expect((await mailsOf(made.id))[0]).toMatchObject({
      status: 'failed',
      attempts: 5,
      last_error: expect.stringContaining('Try again later'),
    });
    expect((await invitation(made.id)).delivery).toBe('failed');
  });

  it('arrives after all when the server recovers', async () => {
    smtp.onRecipient = () => '451 4.3.0 Try again later';
    const made = await invite('ada@example.org');
    await platform.runJobs();
    smtp.onRecipient = () => '250 fine';
    platform.clock.advance(minute);
    await platform.runJobs();
    expect(await invitation(made.id)).toMatchObject({ delivery: 'sent', delivery_reason: null });
  });

  it.each<[string, (server: SmtpServer) => unknown]>([
    ['is not there', (server) => server.close()],
    ['never greets', (server) => Object.assign(server, { greeting: () => 'stall' })],
    ['hangs up at once', (server) => Object.assign(server, { greeting: () => 'drop' })],
    ['falls silent in the middle', (server) => Object.assign(server, { onRecipient: () => 'stall' })],
    ['is closing in the middle', (server) => Object.assign(server, { onRecipient: () => '421 4.3.2 Shutting down' })],
    ['says it is closing', (server) => Object.assign(server, { greeting: () => '421 4.3.2 Shutting down' })],
  ])('waits when the server %s, and most mails keep all their attempts', async (_what, breakServer) => {
    await breakServer(smtp);
    for (let index = 0; index < 12; index += 1) await invite(`wait${index}@example.org`);
    await platform.runJobs();
    const { items } = await platform.call('outbox.list', { query: { status: 'queued' } });
    expect(items).toHaveLength(12);
    expect(items.filter((mail) => mail.attempts === 0).length).toBeGreaterThanOrEqual(4);
    expect(items.filter((mail) => mail.attempts === 1).length).toBeGreaterThan(0);
  });

  it('has the same id when it is sent again because nobody knows whether it arrived', async () => {
    smtp.onMessage = () => 'drop';
    const made = await invite('ada@example.org');
    await platform.runJobs();
    expect(smtp.mails).toHaveLength(1);
    smtp.onMessage = () => '250 taken';
    platform.clock.advance(minute);
    await platform.runJobs();
    expect(smtp.mails).toHaveLength(2);
    expect(new Set(smtp.mails.map((mail) => mail.messageId)).size).toBe(1);
    expect((await invitation(made.id)).delivery).toBe('sent');
  });

  it('is taken up at once when the run that had it in hand died', async () => {
    const made = await invite('ada@example.org');
    // What a process leaves behind that was killed between claim and result.
    await platform.deps.database
      .updateTable('outbox_mails')
      .set({ claimed_at: platform.clock.now(), attempts: 1 })
      .where('invitation_id', '=', made.id)
      .execute();
    await platform.runJobs();
    expect(smtp.mails).toHaveLength(1);
    expect((await mailsOf(made.id))[0]).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('is not tried for ever when every attempt is cut off', async () => {
    const made = await invite('ada@example.org');
    await platform.deps.database
      .updateTable('outbox_mails')
      .set({ attempts: 5 })
      .where('invitation_id', '=', made.id)
      .execute();
    await platform.runJobs();
    expect(smtp.mails).toHaveLength(0);
    expect((await mailsOf(made.id))[0]).toMatchObject({ status: 'failed' });
  });

  it('stays back when its invitation was revoked, expired or got a newer code', async () => {
    const [revoked, resent, expired] = [
      await invite('a@example.org'),
      await invite('b@example.org'),
      await invite('c@example.org'),
    ];
    await platform.call('invitations.revoke', { params: { id: revoked.id }, body: {} });
    const again = await platform.call('invitations.resend', { params: { id: resent.id } });
    platform.clock.set(new Date(Date.parse(expired.expires_at)));
    await platform.call('invitations.extend', { params: { id: resent.id }, body: { days: 3 } });
    await platform.runJobs();
    expect(smtp.mails.map((mail) => mail.to)).toEqual(['b@example.org']);
    expect(smtp.mails[0]?.raw.replaceAll('=\r\n', '')).toContain(again.code);
    expect(await invitation(revoked.id)).toMatchObject({
      delivery: 'not_sent',
      delivery_reason: expect.stringContaining('revoked'),
    });
    expect((await invitation(expired.id)).delivery).toBe('not_sent');
    expect((await mailsOf(resent.id)).map((mail) => mail.status).sort()).toEqual(['cancelled', 'sent']);
  });

  it('goes out again by hand, unless its code is void', async () => {
    smtp.onRecipient = () => '550 5.1.1 No such user';
    const made = await invite('ada@example.org');
    await platform.runJobs();
    const [bounced] = await mailsOf(made.id);
    const params = { id: bounced?.id ?? '' };
    smtp.onRecipient = () => '250 fine';
    expect(await platform.call('outbox.retry', { params })).toMatchObject({
      status: 'queued',
      attempts: 0,
      last_error: null,
    });
    expect((await invitation(made.id)).delivery).toBe('queued');
    await platform.runJobs();
    expect((await invitation(made.id)).delivery).toBe('sent');
    expect((await platform.attempt('outbox.retry', { params })).problem?.kind).toBe('state_conflict');

    smtp.onRecipient = () => '550 5.1.1 No such user';
    const other = await invite('eve@example.org');
    await platform.runJobs();
    const [old] = await mailsOf(other.id);
    await platform.call('invitations.resend', { params: { id: other.id } });
    const refused = await platform.attempt('outbox.retry', { params: { id: old?.id ?? '' } });
    expect(refused.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('newer code') });
  });

  it('is kept by the outbox when the server is taken away', async () => {
    const made = await invite('ada@example.org');
    platform.deps.config.smtpUrl = null;
    await platform.runJobs();
    expect((await mailsOf(made.id))[0]).toMatchObject({ status: 'sent', transport: 'outbox' });
    const kept = await invitation(made.id);
    expect(kept.delivery).toBe('kept');
    expect(kept.history.at(-1)).toMatchObject({
      action: 'mail.kept',
      detail: expect.stringContaining('No mail server'),
    });
    expect(smtp.mails).toEqual([]);
  });

  it('stays kept when a server is set later, until a resend sends a new code', async () => {
    platform.deps.config.smtpUrl = null;
    const made = await invite('ada@example.org');
    expect(made.delivery).toBe('kept');
    expect(
      (await platform.call('invitations.list', { query: { delivery: 'kept', status: 'pending' } })).items,
    ).toMatchObject([{ id: made.id }]);
    platform.deps.config.smtpUrl = smtp.url;
    await platform.runJobs();
    expect(smtp.mails).toEqual([]);
    expect((await invitation(made.id)).delivery).toBe('kept');
    const [mail] = await mailsOf(made.id);
    const refused = await platform.attempt('outbox.retry', { params: { id: mail?.id ?? '' } });
    expect(refused.problem).toMatchObject({
      kind: 'state_conflict',
      detail: expect.stringContaining('is kept in the outbox'),
    });

    platform.clock.advance(minute);
    expect((await platform.call('invitations.resend', { params: { id: made.id } })).delivery).toBe('queued');
    await platform.runJobs();
    expect((await invitation(made.id)).delivery).toBe('sent');
    expect(smtp.mails.map(({ to }) => to)).toEqual(['ada@example.org']);
    expect((await mailsOf(made.id)).map(({ transport }) => transport).sort()).toEqual(['outbox', 'smtp']);
  });

  it('is kept, and not sent, where a resend or another try meets no server any more', async () => {
    const made = await invite('ada@example.org');
    await platform.runJobs();
    expect((await invitation(made.id)).delivery).toBe('sent');
    platform.deps.config.smtpUrl = null;
    platform.clock.advance(minute);
    expect((await platform.call('invitations.resend', { params: { id: made.id } })).delivery).toBe('kept');
    await platform.call('invitations.revoke', { params: { id: made.id }, body: {} });
    expect((await invitation(made.id)).delivery).toBe('kept');

    platform.deps.config.smtpUrl = smtp.url;
    smtp.onRecipient = () => '550 5.1.1 No such user';
    const other = await invite('bob@example.org');
    await platform.runJobs();
    platform.deps.config.smtpUrl = null;
    const [bounced] = await mailsOf(other.id);
    await platform.call('outbox.retry', { params: { id: bounced?.id ?? '' } });
    await platform.runJobs();
    expect((await invitation(other.id)).delivery).toBe('kept');
    expect((await mailsOf(other.id))[0]).toMatchObject({ status: 'sent', transport: 'outbox', last_error: null });
  });

  it('leaves no code in the log', async () => {
    smtp.onRecipient = () => '550 5.1.1 No such user';
    const made = await invite('ada@example.org');
    await platform.runJobs();
    expect(platform.log.join()).toContain('mail_not_sent');
    expect(platform.log.join()).not.toContain(made.code.slice(-12));
  });
});
