import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { chunkRows, sendPlannedRows } from '#platform/batches/sending-service.ts';
import { addressList, approved, checkedSeats, rowsOf, submitted } from '#test/support/batches.ts';
import { createTestPlatform, type Identity, type TestPlatform } from '#test/support/platform.ts';

/** Races prove nothing on one connection, so these run on PostgreSQL alone. */
const rounds = 8;

let platform: TestPlatform;
let admins: Identity[];
beforeEach(async () => {
  platform = await createTestPlatform({ capacity: 500 });
  admins = await Promise.all(['Ada', 'Grace', 'Mary'].map((fullName) => platform.staff('admin', { fullName })));
});
afterEach(async () => {
  expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  await checkedSeats(platform);
  await platform.close();
});

const approve = (batch: { id: string; plan_hash: string }, as: Identity | undefined) =>
  platform.attempt(
    'batches.approve',
    { params: { id: batch.id }, body: { plan_hash: batch.plan_hash } },
    as ? { as } : {},
  );
const statuses = (answers: readonly { status: number }[]) => answers.map((answer) => answer.status).sort();

describe('at once', () => {
  it('of two approvals exactly one wins, and the other is told who won', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const batch = await submitted(platform, addressList(3, 'standard', `round${round}-`));
      const answers = await Promise.all([approve(batch, admins[0]), approve(batch, admins[1])]);
      expect(statuses(answers)).toEqual([200, 409]);
      const loser = answers.find((answer) => answer.problem)?.problem;
      expect(loser).toMatchObject({ kind: 'state_conflict', detail: expect.stringMatching(/approved by (Ada|Grace)/) });
      expect(await checkedSeats(platform)).toMatchObject({ held: 3 * (round + 1) });
    }
  });

  it('of approving and rejecting exactly one wins', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const batch = await submitted(platform, addressList(3, 'standard', `round${round}-`));
      const reject = platform.attempt(
        'batches.reject',
        { params: { id: batch.id }, body: { reason: 'No' } },
        { as: admins[1] ?? 'admin' },
      );
      const answers = await Promise.all(
        round % 2 ? [approve(batch, admins[0]), reject] : [reject, approve(batch, admins[0])],
      );
      expect(statuses(answers)).toEqual([200, 409]);
      const after = await platform.call('batches.get', { params: { id: batch.id } });
      const entries = await platform.call('audit.list', { query: { subject_id: batch.id } });
      expect(entries.items.map((entry) => entry.action)[0]).toBe(`batch.${after.status}`);
      expect(['approved', 'rejected']).toContain(after.status);
    }
  });

  it('of three admins two make the quorum and one comes too late', async () => {
    await platform.call('approval_policy.update', { body: { quorum_seats: 1 } });
    for (let round = 0; round < rounds; round += 1) {
      const batch = await submitted(platform, addressList(3, 'standard', `round${round}-`));
      const answers = await Promise.all(admins.map((admin) => approve(batch, admin)));
      expect(statuses(answers)).toEqual([200, 200, 409]);
      const after = await platform.call('batches.get', { params: { id: batch.id } });
      expect(after).toMatchObject({ status: 'approved', approvals: [{}, {}] });
    }
  });

  it('two batches do not get the same seats', async () => {
    await platform.deps.database.updateTable('seats').set({ capacity: 10 }).execute();
    const batches = [
      await submitted(platform, addressList(7, 'standard', 'one')),
      await submitted(platform, addressList(7, 'standard', 'two')),
    ];
    const answers = await Promise.all(batches.map((batch, index) => approve(batch, admins[index])));
    expect(statuses(answers)).toEqual([200, 409]);
    expect(answers.find((answer) => answer.problem)?.problem).toMatchObject({
      kind: 'plan_drifted',
      drift: { changed: 4 },
    });
    expect(await checkedSeats(platform)).toMatchObject({ held: 7 });
  });

  it('an approval and single invitations share what is free', async () => {
    await platform.deps.database.updateTable('seats').set({ capacity: 12 }).execute();
    const batch = await submitted(platform, addressList(10));
    const invite = (index: number) =>
      platform.attempt('invitations.generate', { body: { email: `single${index}@example.com`, tier: 'standard' } });
    const [approval, ...singles] = await Promise.all([
      approve(batch, admins[0]),
      ...Array.from({ length: 10 }, (_, index) => invite(index)),
    ]);
    const { reserved } = await checkedSeats(platform);
    expect(reserved).toBeLessThanOrEqual(12);
    expect(reserved).toBe(
      (approval?.status === 200 ? 10 : 0) + singles.filter((answer) => answer.status === 201).length,
    );
  });

  it('several nodes send one batch, and nothing is made twice', async () => {
    await platform.deps.database.updateTable('seats').set({ capacity: 10_000 }).execute();
    await platform.call('approval_policy.update', { body: { quorum_seats: 1_000_000 } });
    const rows = chunkRows * 3 + 7;
    const batch = await approved(platform, addressList(rows));
    // Past the advisory lock on purpose: the lock on the batch must be enough.
    const node = async () => {
      while (await sendPlannedRows(platform.deps));
    };
    await Promise.all([node(), node(), node()]);
    expect(await platform.call('batches.get', { params: { id: batch.id } })).toMatchObject({
      status: 'sent',
      counts: { created: rows, failed: 0 },
    });
    const { count } = await platform.deps.database
      .selectFrom('outbox_mails')
      .select((query) => query.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(rows);
    expect(await checkedSeats(platform)).toEqual({ reserved: rows, used: 0, held: 0, pending: rows });
  });

  it('of cancelling and sending exactly one happens', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const batch = await approved(platform, addressList(3, 'standard', `round${round}-`));
      const cancel = () => platform.attempt('batches.cancel', { params: { id: batch.id } });
      const [answer] =
        round % 2
          ? await Promise.all([cancel(), sendPlannedRows(platform.deps, 1)])
          : ((await Promise.all([sendPlannedRows(platform.deps, 1), cancel()])).reverse() as [
              Awaited<ReturnType<typeof cancel>>,
            ]);
      const after = await platform.call('batches.get', { params: { id: batch.id } });
      expect(after.status).toBe(answer.status === 200 ? 'cancelled' : 'sent');
      const created = (await rowsOf(platform, batch.id)).filter((row) => row.state === 'created').length;
      expect(created).toBe(after.status === 'sent' ? 3 : 0);
    }
  });

  it('two retries plan a failed row once', async () => {
    const batch = await approved(platform, addressList(2));
    await platform.staff('support', { email: 'person2@example.com' });
    while (await sendPlannedRows(platform.deps));
    const retry = () => platform.attempt('batches.retry', { params: { id: batch.id } });
    expect(statuses(await Promise.all([retry(), retry()]))).toEqual([200, 409]);
    expect(await checkedSeats(platform)).toMatchObject({ held: 1 });
  });
});
