import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressList, approved, checkedSeats, draft, rowsOf, submitted } from '#test/support/batches.ts';
import { createTestPlatform, type Identity, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
let otherAdmin: Identity;
beforeEach(async () => {
  platform = await createTestPlatform({ capacity: 500 });
  otherAdmin = await platform.staff('admin', { fullName: 'Grace Hopper' });
});
afterEach(() => platform.close());

const get = (id: string) => platform.call('batches.get', { params: { id } });
const tryApprove = (id: string, planHash: string, as: Identity | 'admin' | 'ops' = 'admin') =>
  platform.attempt('batches.approve', { params: { id }, body: { plan_hash: planHash } }, { as });
const invite = (email: string) =>
  platform.call('invitations.generate', { body: { email, tier: 'standard' } }, { as: 'ops' });
const entriesOf = async (id: string) =>
  (await platform.call('audit.list', { query: { subject_type: 'batch', subject_id: id, sort: 'sequence' } })).items;

describe('an approval', () => {
  it('holds the seats of all ready rows, and says so in the audit log', async () => {
    const batch = await submitted(platform, addressList(7));
    const answer = await tryApprove(batch.id, batch.plan_hash);
    expect(answer.body).toMatchObject({
      status: 'approved',
      decided_by: { role: 'admin' },
      approvals: [{ admin: { role: 'admin' } }],
    });
    expect(await checkedSeats(platform)).toMatchObject({ reserved: 7, held: 7 });
    const entries = await entriesOf(batch.id);
    expect(entries.map((entry) => entry.action)).toEqual(['batch.created', 'batch.submitted', 'batch.approved']);
    expect(entries[2]).toMatchObject({
      subject_name: 'First wave',
      details: { plan_hash: batch.plan_hash, four_eyes: true, approvals: 1, seats_held: 7, counts: { ready: 7 } },
    });
  });

  it('is for admins, and not for drafts', async () => {
    const batch = await draft(platform, addressList(2));
    expect((await tryApprove(batch.id, batch.plan_hash, 'ops')).problem).toMatchObject({ kind: 'forbidden' });
    expect((await tryApprove(batch.id, batch.plan_hash)).problem).toMatchObject({ kind: 'state_conflict' });
  });

  it('of a batch that does not exist says so', async () => {
    const answer = await tryApprove('018f0000-0000-7000-8000-000000000000', 'a'.repeat(64));
    expect(answer.problem).toMatchObject({ kind: 'not_found' });
  });
});

describe('four eyes', () => {
  it('keeps the author from approving', async () => {
    const made = await draft(platform, addressList(2), { as: 'admin' });
    const batch = await platform.call('batches.submit', { params: { id: made.id } }, { as: 'ops' });
    expect((await tryApprove(batch.id, batch.plan_hash)).problem).toMatchObject({ kind: 'four_eyes' });
    expect((await tryApprove(batch.id, batch.plan_hash, otherAdmin)).status).toBe(200);
  });

  it('keeps the submitter from approving', async () => {
    const made = await draft(platform, addressList(2), { as: 'ops' });
    const batch = await platform.call('batches.submit', { params: { id: made.id } }, { as: 'admin' });
    expect((await tryApprove(batch.id, batch.plan_hash)).problem).toMatchObject({ kind: 'four_eyes' });
    expect((await get(batch.id)).status).toBe('submitted');
  });

  it('can be switched off by an admin, in the audit log and shown on the batch for good', async () => {
    const refused = await platform.attempt('approval_policy.update', { body: { four_eyes: false } }, { as: 'ops' });
    expect(refused.problem?.kind).toBe('forbidden');
    await platform.call('approval_policy.update', { body: { four_eyes: false } });
    const made = await draft(platform, addressList(2), { as: 'admin' });
    const batch = await platform.call('batches.submit', { params: { id: made.id } });
    expect(batch.four_eyes).toBe(false);
    expect((await tryApprove(batch.id, batch.plan_hash)).status).toBe(200);
    await platform.call('approval_policy.update', { body: { four_eyes: true } });
    expect((await get(batch.id)).four_eyes).toBe(false);
    const changes = await platform.call('audit.list', { query: { action: 'approval_policy.updated' } });
    expect(changes.items[1]).toMatchObject({ details: { before: { four_eyes: true }, after: { four_eyes: false } } });
  });

  it('is not changed over a change that was not seen', async () => {
    const before = await platform.call('approval_policy.get', {});
    const { version } = before;
    const after = await platform.call('approval_policy.update', { body: { quorum_seats: 70, version } });
    expect(after).toEqual({ ...before, quorum_seats: 70, version: version + 1 });
    const late = await platform.attempt('approval_policy.update', { body: { four_eyes: false, version } });
    expect(late.problem?.kind).toBe('conflict');
    expect(await platform.call('approval_policy.get', {})).toEqual(after);
    const again = { quorum_seats: before.quorum_seats, version: after.version };
    await platform.call('approval_policy.update', { body: again });
  });

  it('shows the policy of today on a batch that is not decided', async () => {
    const batch = await submitted(platform, addressList(2));
    expect(batch.four_eyes).toBe(true);
    await platform.call('approval_policy.update', { body: { four_eyes: false, quorum_seats: 1 } });
    expect(await get(batch.id)).toMatchObject({ four_eyes: false, approvals_needed: 2 });
  });
});

describe('a quorum of two', () => {
  const large = addressList(101);

  it('needs two admins who approved the same plan', async () => {
    const batch = await submitted(platform, large);
    expect(batch.approvals_needed).toBe(2);
    const first = await tryApprove(batch.id, batch.plan_hash);
    expect(first.body).toMatchObject({ status: 'submitted', approvals: [{}], decided_by: null });
    expect(await checkedSeats(platform)).toMatchObject({ reserved: 0 });
    const again = await tryApprove(batch.id, batch.plan_hash);
    expect(again.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('another one') });
    const second = await tryApprove(batch.id, batch.plan_hash, otherAdmin);
    expect(second.body).toMatchObject({
      status: 'approved',
      approvals: [{}, {}],
      decided_by: { name: 'Grace Hopper' },
    });
    expect(await checkedSeats(platform)).toMatchObject({ reserved: 101 });
    expect((await entriesOf(batch.id)).map((entry) => entry.action)).toContain('batch.approval_recorded');
  });

  it('is asked for by enterprise seats too', async () => {
    expect((await submitted(platform, addressList(11, 'enterprise'))).approvals_needed).toBe(2);
    expect((await submitted(platform, addressList(10, 'enterprise', 'other'))).approvals_needed).toBe(1);
  });

  it('does not count an approval of an earlier plan', async () => {
    const batch = await submitted(platform, large);
    await tryApprove(batch.id, batch.plan_hash);
    await invite('person5@example.com');
    const refused = await tryApprove(batch.id, batch.plan_hash, otherAdmin);
    expect(refused.problem?.kind).toBe('plan_drifted');
    const refreshed = await get(batch.id);
    expect(refreshed).toMatchObject({ approvals: [], approvals_needed: 1, counts: { ready: 100 } });
  });

  it('does not count an approval by somebody who is no admin any more', async () => {
    const batch = await submitted(platform, large);
    await tryApprove(batch.id, batch.plan_hash, otherAdmin);
    await platform.deps.database
      .updateTable('users')
      .set({ state: 'suspended' })
      .where('id', '=', otherAdmin.id)
      .execute();
    expect((await tryApprove(batch.id, batch.plan_hash)).body).toMatchObject({ status: 'submitted' });
  });
});

describe('a plan that drifted', () => {
  it('is refused with the difference, refreshed, and can then be approved', async () => {
    const batch = await submitted(platform, addressList(4));
    await invite('person2@example.com');
    const refused = await tryApprove(batch.id, batch.plan_hash);
    expect(refused.problem).toMatchObject({
      kind: 'plan_drifted',
      drift: {
        changed: 1,
        changes: [{ position: 2, email: 'person2@example.com', before: 'ready', after: 'already_invited' }],
      },
    });
    const refreshed = await get(batch.id);
    expect(refreshed).toMatchObject({ status: 'submitted', counts: { ready: 3, already_invited: 1 } });
    expect(refreshed.plan_hash).toBe(refused.problem?.drift?.plan_hash);
    expect(refreshed.plan_hash).not.toBe(batch.plan_hash);
    expect((await tryApprove(batch.id, refreshed.plan_hash)).body).toMatchObject({ status: 'approved' });
    expect((await entriesOf(batch.id)).map((entry) => entry.action)).toContain('batch.approval_refused');
  });

  it('shows the difference to whoever still names the old plan, after somebody else refreshed it', async () => {
    const batch = await submitted(platform, addressList(4));
    await invite('person2@example.com');
    await tryApprove(batch.id, batch.plan_hash);
    await invite('person3@example.com');
    await tryApprove(batch.id, batch.plan_hash);
    const late = await tryApprove(batch.id, batch.plan_hash, otherAdmin);
    expect(late.problem?.drift?.changes.map((change) => change.position)).toEqual([2, 3]);
  });

  it('drifts too when seats run out, from the end of the list', async () => {
    const batch = await submitted(platform, addressList(4));
    await platform.deps.database.updateTable('seats').set({ capacity: 3 }).execute();
    const refused = await tryApprove(batch.id, batch.plan_hash);
    expect(refused.problem?.drift?.changes).toMatchObject([{ position: 4, before: 'ready', after: 'over_capacity' }]);
    expect(await checkedSeats(platform)).toMatchObject({ reserved: 0 });
  });

  it('is what it was again once the cause is gone', async () => {
    const batch = await submitted(platform, addressList(4));
    const invitation = await invite('person2@example.com');
    await tryApprove(batch.id, batch.plan_hash);
    await platform.call('invitations.revoke', { params: { id: invitation.id }, body: {} }, { as: 'ops' });
    expect((await tryApprove(batch.id, batch.plan_hash)).body).toMatchObject({ status: 'approved' });
  });

  it('names at most 100 rows and counts all', async () => {
    const batch = await submitted(platform, addressList(250));
    await platform.deps.database.updateTable('seats').set({ capacity: 0 }).execute();
    const drift = (await tryApprove(batch.id, batch.plan_hash)).problem?.drift;
    expect(drift?.changed).toBe(250);
    expect(drift?.changes).toHaveLength(100);
    const empty = await tryApprove(batch.id, drift?.plan_hash ?? '');
    expect(empty.problem).toMatchObject({ kind: 'state_conflict' });
  });

  it('says so where the hash was never a plan of this batch', async () => {
    const batch = await submitted(platform, addressList(4));
    const refused = await tryApprove(batch.id, 'f'.repeat(64));
    expect(refused.problem).toMatchObject({ kind: 'plan_drifted', drift: { changed: 0, plan_hash: batch.plan_hash } });
  });

  it('is looked at again when it is submitted', async () => {
    const made = await draft(platform, addressList(3));
    await invite('person1@example.com');
    const batch = await platform.call('batches.submit', { params: { id: made.id } }, { as: 'ops' });
    expect(batch.counts).toMatchObject({ ready: 2, already_invited: 1 });
    expect((await rowsOf(platform, batch.id))[0]).toMatchObject({ class: 'already_invited', state: 'skipped' });
  });
});

describe('rejecting and cancelling', () => {
  it('rejects with a reason, which later decisions are told', async () => {
    const batch = await submitted(platform, addressList(2));
    const rejected = await platform.call(
      'batches.reject',
      { params: { id: batch.id }, body: { reason: 'Wrong month' } },
      { as: otherAdmin },
    );
    expect(rejected).toMatchObject({ status: 'rejected', reject_reason: 'Wrong month' });
    const late = await tryApprove(batch.id, batch.plan_hash);
    expect(late.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('Grace Hopper') });
    expect(late.problem?.detail).toContain('Wrong month');
    expect((await entriesOf(batch.id)).at(-1)).toMatchObject({
      action: 'batch.rejected',
      details: { reason: 'Wrong month', plan_hash: batch.plan_hash, counts: { ready: 2 } },
    });
  });

  it('returns the seats of an approved batch that is cancelled before it is sent', async () => {
    const batch = await approved(platform, addressList(5));
    expect(await checkedSeats(platform)).toMatchObject({ held: 5 });
    const cancelled = await platform.call('batches.cancel', { params: { id: batch.id } }, { as: 'ops' });
    expect(cancelled.status).toBe('cancelled');
    expect(await checkedSeats(platform)).toMatchObject({ reserved: 0, held: 0 });
    await platform.runJobs();
    expect((await get(batch.id)).status).toBe('cancelled');
    expect((await platform.attempt('batches.cancel', { params: { id: batch.id } })).problem?.kind).toBe(
      'state_conflict',
    );
  });
});

describe('the list of batches', () => {
  it('filters by status, author, who may approve and name, with counts on each', async () => {
    const mine = await submitted(platform, addressList(2));
    const theirs = await draft(platform, addressList(3), { name: '100%_real', as: 'admin' });
    const admin = theirs.author.id ?? '';
    await platform.call('batches.submit', { params: { id: theirs.id } });
    const names = async (query: Parameters<typeof list>[0]) => (await list(query)).items.map((batch) => batch.id);
    const list = (query: { status?: 'draft' | 'submitted'; author_id?: string; approvable_by?: string; q?: string }) =>
      platform.call('batches.list', { query });
    expect(await names({})).toHaveLength(2);
    expect(await names({ status: 'draft' })).toEqual([]);
    expect(await names({ author_id: admin })).toEqual([theirs.id]);
    expect(await names({ approvable_by: admin })).toEqual([mine.id]);
    expect(await names({ approvable_by: otherAdmin.id })).toHaveLength(2);
    expect(await names({ q: '100%_' })).toEqual([theirs.id]);
    expect(await names({ q: '%' })).toEqual([theirs.id]);
    expect((await list({ q: 'first' })).items[0]?.counts).toMatchObject({ rows: 2, ready: 2 });
  });

  it('pages through rows and filters them', async () => {
    const batch = await draft(platform, `${addressList(25)}broken\n`);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await platform.call('batches.rows', {
        params: { id: batch.id },
        query: { limit: 10, ...(cursor ? { cursor } : {}) },
      });
      expect(page.total).toBe(26);
      seen.push(...page.items.map((row) => row.position));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
    const malformed = await platform.call('batches.rows', { params: { id: batch.id }, query: { class: 'malformed' } });
    expect(malformed).toMatchObject({ total: 1, items: [{ position: 26, raw_email: 'broken' }] });
  });
});
