import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { openPglite, openPostgres } from '#platform/db/open.ts';
import { deriveKeys, loadSecret } from '#platform/security/keys.ts';
import { connectApi } from '#test/support/api-client.ts';
import { createTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { testPassword } from '#test/support/platform.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';

const admin = { email: 'admin@example.test', password: testPassword };
const kills = 3;
const writers = 6;
/** Writes that are confirmed before each kill. */
const confirmedBeforeKill = 25;
const capacity = 5_000;

/** Ids of invitations by what was confirmed of them. */
interface Confirmed {
  pending: Set<string>;
  revoked: Set<string>;
}

/** Invites and revokes from several sides at once, until the process is gone in the middle of it. */
async function writeUntilKilled(platform: RunningPlatform, round: number, confirmed: Confirmed): Promise<void> {
  const api = await connectApi(platform.url, admin);
  let alive = true;
  let done = 0;
  const write = async (writer: number) => {
    for (let turn = 0; alive; turn += 1) {
      const email = `person.${round}.${writer}.${turn}@example.org`;
      const { id } = await api.call('invitations.generate', { body: { email, tier: 'premium' } });
      confirmed.pending.add(id);
      done += 1;
      if (turn % 3 === 2) {
        // From here on it is unknown which of both it is, until the answer says so.
        confirmed.pending.delete(id);
        await api.call('invitations.revoke', { params: { id }, body: {} });
        confirmed.revoked.add(id);
        done += 1;
      }
      if (alive && done >= confirmedBeforeKill) {
        alive = false;
        // The others are in the middle of their writes now.
        await platform.stop('SIGKILL');
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: writers }, (_, writer) => write(writer)));
  const cutOff = ends.filter((end) => end.status === 'rejected');
  // Proof that the kill came during writes, and that nothing else went wrong.
  expect(cutOff.length).toBeGreaterThan(0);
  for (const { reason } of cutOff) expect(String(reason)).toMatch(/fetch failed|terminated|socket|other side closed/i);
}

it('keeps everything it confirmed, and half of nothing, through kill -9', { timeout: 300_000 }, async () => {
  const data = await makeDirectory('gatehouse-kill-');
  const store = testDatabaseKind === 'postgres' ? await createTestDatabase() : null;
  const environment = store?.url ? { DATABASE_URL: store.url } : {};
  const start = () => startPlatform({ data, admin, environment });
  const confirmed: Confirmed = { pending: new Set(), revoked: new Set() };
  let platform = await start();
  try {
    const before = await connectApi(platform.url, admin);
    await before.call('capacity.update', { body: { capacity } });
    // Signed before the first kill: what it covers may not be rewritten or cut off afterwards.
    const kept = await before.call('audit.head', {});
    for (let round = 0; round < kills; round += 1) {
      await writeUntilKilled(platform, round, confirmed);
      platform = await start();
    }
    expect(confirmed.revoked.size).toBeGreaterThan(0);
    const api = await connectApi(platform.url, admin);
    const seats = await api.call('capacity.get', {});
    const { total: pending } = await api.call('invitations.list', { query: { status: 'pending', limit: 1 } });
    expect(seats).toMatchObject({ capacity, used: 0, reserved: pending, free: capacity - pending });
    expect(await platform.stop()).toBe(0);

    const opened = store?.url ? await openPostgres(store.url) : await openPglite(data);
    try {
      const database = opened.database;
      const invitations = await database.selectFrom('invitations').select(['id', 'status']).execute();
      const statusOf = new Map(invitations.map(({ id, status }) => [id, status]));
      expect([...confirmed.pending].filter((id) => statusOf.get(id) !== 'pending')).toEqual([]);
      expect([...confirmed.revoked].filter((id) => statusOf.get(id) !== 'revoked')).toEqual([]);
      // Each has its one mail and its one audit entry, also those whose answer was cut off.
      const mails = await database.selectFrom('outbox_mails').select('invitation_id').execute();
      expect(mails.map((mail) => mail.invitation_id).sort()).toEqual([...statusOf.keys()].sort());
      const entries = await database.selectFrom('audit_entries').select(['action', 'subject_id']).execute();
      const subjects = (action: string) =>
        entries.flatMap((entry) => (entry.action === action ? [entry.subject_id] : [])).sort();
      expect(subjects('invitation.created')).toEqual([...statusOf.keys()].sort());
      expect(subjects('invitation.revoked')).toEqual(
        invitations.flatMap(({ id, status }) => (status === 'revoked' ? [id] : [])).sort(),
      );
      const keys = deriveKeys(await loadSecret(undefined, data));
      expect(await verifyStoredChain({ database, keys }, kept)).toMatchObject({ ok: true });
    } finally {
      await opened.close();
    }
  } finally {
    await platform.stop('SIGKILL');
    await store?.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
});
