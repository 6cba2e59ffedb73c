import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { TokenAnswer } from '#contract/auth.ts';
import type { Invitation } from '#contract/invitations.ts';
import { createTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { testPassword } from '#test/support/platform.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';
import { startSmtpServer } from '#test/support/smtp-server.ts';

const invitations = 40;
const acknowledged = 8;
/** As many as there are connections: after that nothing more goes out. */
const inFlight = 4;
const admin = { email: 'admin@example.test', password: testPassword };

async function call<Answer>(platform: RunningPlatform, token: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${platform.url}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as Answer;
}

async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fact())) await new Promise((resolve) => setTimeout(resolve, 20));
}

it('loses no mail to kill -9, and what goes out twice carries the same id', { timeout: 120_000 }, async () => {
  const data = await makeDirectory('gatehouse-mail-kill-');
  const store = testDatabaseKind === 'postgres' ? await createTestDatabase() : null;
  const smtp = await startSmtpServer('?socketTimeout=300000');
  const environment = {
    SMTP_URL: smtp.url,
    GATEHOUSE_MAIL_FROM: 'Beta <beta@example.com>',
    ...(store?.url ? { DATABASE_URL: store.url } : {}),
  };
  // The server answers to the first mails, and takes the next ones without a word.
  smtp.onMessage = () => (smtp.mails.length < acknowledged ? '250 taken' : 'stall');
  const arrived = () => new Set(smtp.mails.map((mail) => mail.to)).size;
  let platform = await startPlatform({ data, admin, environment });
  try {
    const { access_token: token } = await call<TokenAnswer>(platform, '', '/api/auth/signin', admin);
    const invite = (email: string) =>
      call<Invitation>(platform, token, '/beta/invitation/generate', { email, tier: 'standard' });
    await Promise.all(Array.from({ length: invitations }, (_, index) => invite(`kill${index}@example.org`)));
    await until(() => smtp.mails.length >= acknowledged + inFlight);
    await platform.stop('SIGKILL');

    smtp.onMessage = () => '250 taken';
    platform = await startPlatform({ data, admin, environment });
    await until(() => arrived() === invitations);
    const { access_token: again } = await call<TokenAnswer>(platform, '', '/api/auth/signin', admin);
    await until(async () => {
      const waiting = await call<{ total: number }>(platform, again, '/api/outbox?status=queued&kind=invitation');
      return waiting.total === 0;
    });
    expect(new Set(smtp.mails.map((mail) => `${mail.to} ${mail.messageId}`)).size).toBe(invitations);
    // What was in flight goes out again, and nothing else.
    expect(smtp.mails).toHaveLength(invitations + inFlight);
    const list = await call<{ total: number }>(platform, again, '/beta/invitations?delivery=sent');
    expect(list.total).toBe(invitations);
    expect(await platform.stop()).toBe(0);
  } finally {
    await platform.stop('SIGKILL');
    await smtp.close();
    await store?.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
});
