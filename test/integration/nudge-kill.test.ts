import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { TokenAnswer } from '#contract/auth.ts';
import { type Nudge, nudgeHoldSeconds } from '#contract/nudges.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { type OpenedDatabase, openPglite, openPostgres } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { createNudge } from '#platform/nudges/create-service.ts';
import { deriveKeys } from '#platform/security/keys.ts';
import { createTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { insertManyUsers } from '#test/support/many-users.ts';
import { testPassword } from '#test/support/platform.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';

const members = 12_000;
const kills = 2;
const admin = { email: 'admin@example.test', password: testPassword };
const keys = deriveKeys(randomBytes(32));

async function call<Answer>(platform: RunningPlatform, token: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${platform.url}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as Answer;
}

/** Reads the nudge until it is as wanted. */
async function nudgeWhen(platform: RunningPlatform, token: string, id: string, wanted: (nudge: Nudge) => boolean) {
  for (;;) {
    const nudge = await call<Nudge>(platform, token, `/beta/nudges/${id}`);
    if (wanted(nudge)) return nudge;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Writes a nudge whose minute is over already, while no platform runs that could release it. */
async function dueNudge({ database, kind }: Omit<OpenedDatabase, 'close'>, actorId: string): Promise<Nudge> {
  await insertManyUsers(database, members);
  const at = new Date(Date.now() - nudgeHoldSeconds * 1000);
  await database.updateTable('users').set({ email_verified_at: at }).where('role', '=', 'member').execute();
  const deps = { database, databaseKind: kind, keys, clock: { now: () => at } } as PlatformDeps;
  const actor = { id: actorId, email: admin.email, fullName: 'Admin', role: 'admin', sessionId: actorId } as const;
  const context = { requestId: 'test', address: '127.0.0.1', userAgent: null, actor };
  const people = { all_matching: { step: 'profile', standing: 'reached' } } as const;
  return createNudge(deps, { people, step: 'feedback', message: 'Need a hand?' }, context);
}

it('goes on after kill -9 in the middle of a nudge, and mails nobody twice', { timeout: 240_000 }, async () => {
  const data = await makeDirectory('gatehouse-nudge-kill-');
  const store = testDatabaseKind === 'postgres' ? await createTestDatabase() : null;
  const open = async () => (store?.url ? openPostgres(store.url) : openPglite(data));
  const start = () =>
    startPlatform({ data, admin, ...(store?.url ? { environment: { DATABASE_URL: store.url } } : {}) });
  let platform = await start();
  try {
    const { access_token: token, user } = await call<TokenAnswer>(platform, '', '/api/auth/signin', admin);
    expect(await platform.stop()).toBe(0);
    const before = await open();
    const held = await dueNudge(before, user.id);
    await before.close();
    const toSend = held.counts.held;
    expect(toSend).toBeGreaterThan(5000);

    platform = await start();
    let kept = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const earlier = kept;
      const seen = await nudgeWhen(platform, token, held.id, ({ counts }) => counts.kept > earlier);
      expect(seen.state).toBe('sending');
      await platform.stop('SIGKILL');
      kept = seen.counts.kept;
      platform = await start();
    }
    expect(kept).toBeLessThan(toSend);
    const ended = await nudgeWhen(platform, token, held.id, ({ state }) => state === 'sent');
    expect(ended.counts).toMatchObject({ held: 0, kept: toSend, skipped: 0 });
    expect(await platform.stop()).toBe(0);

    const { database, close } = await open();
    const mails = await database.selectFrom('outbox_mails').select('user_id').where('nudge_id', '=', held.id).execute();
    expect(mails).toHaveLength(toSend);
    expect(new Set(mails.map((mail) => mail.user_id)).size).toBe(toSend);
    const about = await database
      .selectFrom('audit_entries')
      .select(['action', 'details'])
      .where('subject_id', '=', held.id)
      .execute();
    const parts = about.filter(({ action }) => action === 'nudge.chunk_sent');
    expect(parts.reduce((sum, { details }) => sum + Number(details.mailed), 0)).toBe(toSend);
    expect(about.filter(({ action }) => action !== 'nudge.chunk_sent').map(({ action }) => action)).toEqual([
      'nudge.held',
      'nudge.sending_started',
      'nudge.sent',
    ]);
    expect(await verifyStoredChain({ database, keys })).toMatchObject({ ok: true });
    await close();
  } finally {
    await platform.stop('SIGKILL');
    await store?.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
});
