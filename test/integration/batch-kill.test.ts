import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Batch } from '#contract/batches.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { openPglite, openPostgres } from '#platform/db/open.ts';
import { deriveKeys } from '#platform/security/keys.ts';
import { addressList } from '#test/support/batches.ts';
import { createTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { testPassword } from '#test/support/platform.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';

const rows = 8_000;
const kills = 2;

async function call<Answer>(platform: RunningPlatform, token: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${platform.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as Answer;
}

/** Reads the batch until it is as wanted. */
async function batchWhen(platform: RunningPlatform, token: string, id: string, wanted: (batch: Batch) => boolean) {
  for (;;) {
    const batch = await call<Batch>(platform, token, 'GET', `/beta/batches/${id}`);
    if (wanted(batch)) return batch;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it('goes on after kill -9 in the middle of sending, and makes nothing twice', { timeout: 240_000 }, async () => {
  const data = await makeDirectory('gatehouse-kill-');
  const store = testDatabaseKind === 'postgres' ? await createTestDatabase() : null;
  const start = () =>
    startPlatform({
      data,
      admin: { email: 'admin@example.test', password: testPassword },
      ...(store?.url ? { environment: { DATABASE_URL: store.url } } : {}),
    });
  let platform = await start();
  try {
    const signIn = { email: 'admin@example.test', password: testPassword };
    const { access_token: token } = await call<{ access_token: string }>(
      platform,
      '',
      'POST',
      '/api/auth/signin',
      signIn,
    );
    await call(platform, token, 'PATCH', '/beta/capacity', { capacity: rows + 5 });
    await call(platform, token, 'PATCH', '/beta/approval-policy', { four_eyes: false, quorum_seats: rows });
    const made = await call<Batch>(platform, token, 'POST', '/beta/batches', {
      name: 'Cut off',
      csv: addressList(rows),
    });
    const path = `/beta/batches/${made.id}`;
    const batch = await call<Batch>(platform, token, 'POST', `${path}/submit`);
    await call(platform, token, 'POST', `${path}/approve`, { plan_hash: batch.plan_hash });

    let created = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const before = created;
      const seen = await batchWhen(platform, token, made.id, ({ counts }) => counts.created > before);
      await platform.stop('SIGKILL');
      created = seen.counts.created;
      platform = await start();
    }
    const sent = await batchWhen(platform, token, made.id, ({ status }) => status === 'sent');
    expect(sent.counts).toMatchObject({ created: rows, failed: 0 });
    expect(created).toBeLessThan(rows);
    expect(await call(platform, token, 'GET', '/beta/capacity')).toMatchObject({ reserved: rows, free: 5, used: 0 });
    expect(await platform.stop()).toBe(0);

    const opened = store?.url ? await openPostgres(store.url) : await openPglite(data);
    const database = opened.database;
    const count = async (table: 'invitations' | 'outbox_mails' | 'batch_rows', state?: string) => {
      const query = database.selectFrom(table).select((select) => select.fn.countAll<number>().as('count'));
      return (await (state ? query.where('state' as never, '=', state as never) : query).executeTakeFirstOrThrow())
        .count;
    };
    expect(await count('invitations')).toBe(rows);
    expect(await count('outbox_mails')).toBe(rows);
    expect(await count('batch_rows', 'created')).toBe(rows);
    const about = await database
      .selectFrom('audit_entries')
      .select(['action', (select) => select.fn.countAll<number>().as('count')])
      .where('action', 'in', ['invitation.created', 'batch.sending_started', 'batch.sent'])
      .groupBy('action')
      .execute();
    expect(Object.fromEntries(about.map((entry) => [entry.action, entry.count]))).toEqual({
      'invitation.created': rows,
      'batch.sending_started': 1,
      'batch.sent': 1,
    });
    expect(await verifyStoredChain({ database, keys: deriveKeys(randomBytes(32)) })).toMatchObject({ ok: true });
    await opened.close();
  } finally {
    await platform.stop('SIGKILL');
    await store?.close();
    await rm(data, { recursive: true, force: true });
  }
});
