import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { chunkRows, sendPlannedRows } from '#platform/batches/sending-service.ts';
import { addressList, approved, checkedSeats, rowsOf } from '#test/support/batches.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform({
    capacity: 10_000,
    config: { smtpUrl: 'smtp://127.0.0.1:1' },
  });
  await platform.call('approval_policy.update', {
    body: { quorum_seats: 1_000_000, quorum_enterprise_seats: 1_000_000 },
  });
});
afterEach(() => platform.close());

const get = (id: string) => platform.call('batches.get', { params: { id } });

/** Sends without delivering: the delivery job would only find that there is no mail server. */
async function send(): Promise<void> {
  while (await sendPlannedRows(platform.deps));
}

describe('sending', () => {
  it('makes one invitation and one mail of each ready row, and leaves the ledger as the approval set it', async () => {
    const list = `${addressList(6, 'premium')}broken\nperson1@example.com,standard\n`;
    const batch = await approved(platform, list);
    await send();
    const sent = await get(batch.id);
    expect(sent).toMatchObject({ status: 'sent', counts: { created: 6, failed: 0, queued: 6, delivered: 0 } });
    expect(sent.sending_started_at).not.toBeNull();
    expect(sent.sent_at).not.toBeNull();
    expect(await checkedSeats(platform)).toEqual({ reserved: 6, used: 0, held: 0, pending: 6 });
    const rows = await rowsOf(platform, batch.id);
    expect(rows.map((row) => row.state)).toEqual([...Array(6).fill('created'), 'skipped', 'skipped']);
    const database = platform.deps.database;
    const made = await database.selectFrom('invitations').selectAll().where('batch_id', '=', batch.id).execute();
    expect(new Map(made.map((row) => [row.email, row.id]))).toEqual(
      new Map(rows.slice(0, 6).map((row) => [row.email, row.invitation_id])),
    );
    expect(made.every((row) => row.tier === 'premium' && row.created_by === batch.author.id)).toBe(true);
    const mails = await database.selectFrom('outbox_mails').select(['invitation_id', 'recipient']).execute();
    expect(new Map(mails.map((mail) => [mail.recipient, mail.invitation_id]))).toEqual(
      new Map(made.map((row) => [row.email, row.id])),
    );
  });

  it('keeps every mail where no mail server is set, and calls none delivered', async () => {
    platform.deps.config.smtpUrl = null;
    const batch = await approved(platform, addressList(3));
    await send();
    expect((await get(batch.id)).counts).toMatchObject({
      created: 3,
      kept: 3,
      delivered: 0,
      queued: 0,
      undelivered: 0,
    });
    expect((await rowsOf(platform, batch.id)).map(({ delivery }) => delivery)).toEqual(['kept', 'kept', 'kept']);
  });

  it('records each invitation and the course of the batch', async () => {
    const batch = await approved(platform, addressList(3));
    await send();
    const entries = (await platform.call('audit.list', { query: { subject_id: batch.id, sort: 'sequence' } })).items;
    expect(entries.slice(3)).toMatchObject([
      { action: 'batch.sending_started', details: { plan_hash: batch.plan_hash }, actor: { name: 'System' } },
      { action: 'batch.chunk_sent', details: { from_position: 1, to_position: 3, created: 3, failed: 0 } },
      { action: 'batch.sent', details: { created: 3, failed: 0 } },
    ]);
    for (const row of await rowsOf(platform, batch.id)) {
      const own = await platform.call('audit.list', { query: { subject_id: row.invitation_id ?? '' } });
      expect(own.items).toMatchObject([
        { action: 'invitation.created', subject_name: row.email, details: { batch_id: batch.id } },
      ]);
    }
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });

  it('goes chunk by chunk, each a commit of its own, and can be stopped between', async () => {
    const batch = await approved(platform, addressList(chunkRows + 5));
    await sendPlannedRows(platform.deps, 1);
    expect(await get(batch.id)).toMatchObject({ status: 'sending', counts: { created: chunkRows } });
    expect(await checkedSeats(platform)).toMatchObject({ reserved: chunkRows + 5, held: 5, pending: chunkRows });
    const tooLate = await platform.attempt('batches.cancel', { params: { id: batch.id } });
    expect(tooLate.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('is sending') });
    await send();
    expect(await get(batch.id)).toMatchObject({ status: 'sent', counts: { created: chunkRows + 5 } });
  });

  it('sends the batch that was approved first, first', async () => {
    const first = await approved(platform, addressList(2, 'standard', 'first'));
    platform.clock.advance(1000);
    const second = await approved(platform, addressList(2, 'standard', 'second'));
    await sendPlannedRows(platform.deps, 1);
    expect((await get(first.id)).status).toBe('sent');
    expect((await get(second.id)).status).toBe('approved');
  });
});

describe('a row that fails', () => {
  it('because its address became a user or was invited meanwhile returns its seat and stops nobody else', async () => {
    const batch = await approved(platform, addressList(4));
    await platform.staff('support', { email: 'person2@example.com' });
    await platform.call('invitations.generate', { body: { email: 'person3@example.com', tier: 'standard' } });
    await send();
    expect(await get(batch.id)).toMatchObject({ status: 'sent', counts: { created: 2, failed: 2 } });
    const rows = await rowsOf(platform, batch.id);
    expect(rows.map((row) => row.state)).toEqual(['created', 'failed', 'failed', 'created']);
    expect(rows[1]?.error).toContain('became a user');
    expect(rows[2]?.error).toContain('invited elsewhere');
    expect(await checkedSeats(platform)).toEqual({ reserved: 3, used: 0, held: 0, pending: 3 });
    const failures = await platform.call('batches.list', { query: { failures: 'any' } });
    expect(failures.items.map((item) => item.id)).toEqual([batch.id]);
  });

  it('because the database refuses its data fails alone', async () => {
    const batch = await approved(platform, addressList(25));
    await sql`alter table invitations add constraint no_seventeen check (email <> 'person17@example.com')`.execute(
      platform.deps.database,
    );
    await send();
    expect(await get(batch.id)).toMatchObject({ status: 'sent', counts: { created: 24, failed: 1 } });
    const rows = await rowsOf(platform, batch.id);
    expect(rows.filter((row) => row.state === 'failed')).toMatchObject([
      { position: 17, error: expect.stringContaining('23514') },
    ]);
    expect(await checkedSeats(platform)).toEqual({ reserved: 24, used: 0, held: 0, pending: 24 });
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });
});

describe('retry', () => {
  const retry = (id: string) => platform.attempt('batches.retry', { params: { id } }, { as: 'ops' });

  it('plans failed rows again and touches nothing that went well', async () => {
    const batch = await approved(platform, addressList(3));
    const blocker = await platform.staff('support', { email: 'person2@example.com' });
    await send();
    const before = await rowsOf(platform, batch.id);
    await platform.deps.database
      .updateTable('users')
      .set({ deleted_at: platform.clock.now() })
      .where('id', '=', blocker.id)
      .execute();
    const answer = await retry(batch.id);
    expect(answer.body).toMatchObject({ status: 'sending', counts: { created: 2, failed: 0 }, sent_at: null });
    expect(await checkedSeats(platform)).toMatchObject({ reserved: 3, held: 1 });
    await send();
    expect(await get(batch.id)).toMatchObject({ status: 'sent', counts: { created: 3, failed: 0 } });
    const after = await rowsOf(platform, batch.id);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(after[1]).toMatchObject({ state: 'created', error: null });
  });

  it('fails again where the cause is still there', async () => {
    const batch = await approved(platform, addressList(2));
    await platform.staff('support', { email: 'person2@example.com' });
    await send();
    await retry(batch.id);
    await send();
    expect(await get(batch.id)).toMatchObject({ status: 'sent', counts: { created: 1, failed: 1 } });
    expect(await checkedSeats(platform)).toMatchObject({ reserved: 1, held: 0 });
  });

  it('is refused where the seats are gone, and changes nothing', async () => {
    const batch = await approved(platform, addressList(2));
    await platform.staff('support', { email: 'person2@example.com' });
    await send();
    await platform.deps.database.updateTable('seats').set({ capacity: 1 }).execute();
    expect((await retry(batch.id)).problem).toMatchObject({ kind: 'capacity_exhausted' });
    expect((await rowsOf(platform, batch.id))[1]).toMatchObject({ state: 'failed' });
    expect(await get(batch.id)).toMatchObject({ status: 'sent', counts: { failed: 1 } });
  });

  it('ends with mails that are kept where no mail server is set any more', async () => {
    const batch = await approved(platform, addressList(3));
    await send();
    const { database } = platform.deps;
    await sql`update outbox_mails set status = 'bounced' where recipient <> 'person1@example.com'`.execute(database);
    await sql`update invitations set delivery = 'bounced' where email <> 'person1@example.com'`.execute(database);
    await sql`update outbox_mails set status = 'sent' where recipient = 'person1@example.com'`.execute(database);
    await sql`update invitations set delivery = 'sent' where email = 'person1@example.com'`.execute(database);
    platform.deps.config.smtpUrl = null;
    expect((await retry(batch.id)).body).toMatchObject({ counts: { queued: 2, delivered: 1, undelivered: 0 } });
    await platform.runJobs();
    const counts = { created: 3, queued: 0, delivered: 1, kept: 2, undelivered: 0 };
    expect(await get(batch.id)).toMatchObject({ status: 'sent', counts });
    const kept = await platform.call('batches.rows', { params: { id: batch.id }, query: { delivery: 'kept' } });
    expect(kept.items.map(({ email }) => email)).toEqual(['person2@example.com', 'person3@example.com']);
  });

  it('queues failed and bounced mails again, except those whose code is void by now', async () => {
    const batch = await approved(platform, addressList(4));
    await send();
    const database = platform.deps.database;
    await sql`update outbox_mails set status = 'failed', last_error = '421' where recipient <> 'person1@example.com'`.execute(
      database,
    );
    await sql`update invitations set delivery = 'failed' where email <> 'person1@example.com'`.execute(database);
    await sql`update outbox_mails set status = 'bounced' where recipient = 'person2@example.com'`.execute(database);
    await sql`update invitations set delivery = 'bounced' where email = 'person2@example.com'`.execute(database);
    await sql`update invitations set status = 'revoked' where email = 'person3@example.com'`.execute(database);
    await sql`update seats set reserved = reserved - 1`.execute(database);
    const fourth = (await rowsOf(platform, batch.id))[3]?.invitation_id ?? '';
    platform.clock.advance(60_000);
    await platform.call('invitations.resend', { params: { id: fourth } });
    expect((await get(batch.id)).counts).toMatchObject({ undelivered: 2 });
    const answer = await retry(batch.id);
    expect(answer.body).toMatchObject({ status: 'sent', counts: { queued: 3, undelivered: 1 } });
    const mails = await database
      .selectFrom('outbox_mails')
      .select(['recipient', 'status'])
      .where('batch_id', '=', batch.id)
      .where('status', '=', 'failed')
      .orderBy('recipient')
      .execute();
    expect(mails.map((mail) => mail.recipient)).toEqual(['person3@example.com', 'person4@example.com']);
  });

  it('is refused where nothing has failed', async () => {
    const batch = await approved(platform, addressList(1));
    expect((await retry(batch.id)).problem?.kind).toBe('state_conflict');
    await send();
    expect((await retry(batch.id)).problem).toMatchObject({ kind: 'state_conflict' });
  });
});
