import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, freePort, staffedPlatform, submittedBatch } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';
import { startSmtpServer } from '#test/support/smtp-server.ts';
import { answer, confirm, openBatch } from '#test/support/story.ts';

/** So many that sending takes longer than the second between two looks, on any machine. */
const size = 12_000;

test('a platform killed while it sends: the console says so, catches up, and nobody is invited twice', async ({
  launchConsole,
  startPlatform,
}, testInfo) => {
  test.setTimeout(300_000);
  const data = testInfo.outputPath('platform');
  const port = await freePort();
  const { platform, api, add } = await staffedPlatform(startPlatform, { data, port });
  await api.call('capacity.update', { body: { capacity: 20_000 } });
  await api.call('approval_policy.update', { body: { quorum_seats: 20_000 } });
  const ops = await connectApi(platform.url, await add('ops', 'Olga Ops'));
  const addresses = Array.from({ length: size }, (_, index) => `person.${index + 1}@example.org`);
  await submittedBatch(ops, 'Everybody', addresses);

  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openBatch(window, 'Everybody');
  await window.getByRole('button', { name: 'Approve batch…' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Approve batch', exact: true }).click();
  // The window shows that some are made and some are not: this is the middle.
  await expect(answer(window)).toHaveText(/^[1-9][\d,]* of 12,000 invitations made, [\d,]+ kept in the outbox\.$/, {
    timeout: 60_000,
  });
  await platform.stop('SIGKILL');
  await expect(window.getByText(/^Offline/).first()).toBeVisible({ timeout: 30_000 });
  await expect(window.getByText(/ s old$/).first()).toBeVisible();
  // What was known is still there to be read.
  await expect(window.getByRole('heading', { level: 1, name: 'Everybody' })).toBeVisible();
  await expect(window.getByRole('row', { name: /person\.1@example\.org/ })).toBeVisible();

  await startPlatform({ data, port });
  await expect(answer(window)).toHaveText('12,000 invitations made, all kept in the outbox.', { timeout: 180_000 });
  await expect(window.getByText(/^Offline/)).toHaveCount(0);
  await expect(window.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible();

  const after = await connectApi(platform.url, firstAdmin);
  expect((await after.call('invitations.list', { query: { limit: 1 } })).total).toBe(size);
  expect((await after.call('outbox.list', { query: { kind: 'invitation', limit: 1 } })).total).toBe(size);
  expect(await after.call('capacity.get', {})).toMatchObject({ reserved: size, used: 0 });
});

/** Drags a file in from the desktop and lets it go over a place in the window, as the browser itself sees it. */
async function dropFile(window: Page, path: string, { x, y }: { x: number; y: number }): Promise<void> {
  const devtools = await window.context().newCDPSession(window);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  await devtools.detach();
}

test('a list that is dropped on the screen is sent, and what the mail server refused is sent again', async ({
  launchConsole,
  startPlatform,
}, testInfo) => {
  const smtp = await startSmtpServer();
  smtp.onRecipient = (address) => (address.includes('refused') ? '550 5.1.1 no such mailbox' : '250 fine');
  try {
    const environment = { SMTP_URL: smtp.url, GATEHOUSE_MAIL_FROM: 'Beta <beta@example.com>' };
    const { platform, api } = await staffedPlatform(startPlatform, { environment });
    await api.call('approval_policy.update', { body: { four_eyes: false } });
    const addresses = ['ada@example.org', 'refused.one@example.org', 'grace@example.org', 'refused.two@example.org'];
    const path = testInfo.outputPath('wave 3.csv');
    await writeFile(path, `email,tier\n${addresses.map((email) => `${email},premium\n`).join('')}`);
    const { window } = await launchConsole();
    await signIn(window, platform.url, firstAdmin);
    await openScreen(window, 'Batches');
    await window.getByRole('link', { name: 'New batch' }).first().click();

    // Beside the field a file does nothing: above all, it doesn't take the console's place.
    const field = window.getByLabel('Addresses');
    const box = (await field.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await field.fill('typed@example.org');
    await dropFile(window, path, { x: 20, y: 20 });
    await expect(field).toHaveValue('typed@example.org');
    await dropFile(window, path, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    await expect(window.getByRole('region', { name: 'List' })).toContainText('wave 3.csv');
    await expect(window.getByLabel('Name')).toHaveValue('Wave 3');
    await window.getByRole('button', { name: 'Check 5 lines' }).click();
    await expect(answer(window)).toHaveText('All 4 will be invited.');
    await confirm(window, 'Submit for approval', 'Submit for approval');
    await confirm(window, 'Approve batch…', 'Approve batch');

    await expect(answer(window)).toHaveText('4 invitations made, 2 delivered, 2 not delivered.', { timeout: 60_000 });
    await expect(window.getByRole('row', { name: /refused\.one@example\.org.*Bounced/ })).toBeVisible();
    smtp.onRecipient = () => '250 fine';
    await confirm(window, 'Retry 2 failures', 'Retry');
    await expect(answer(window)).toHaveText('4 invitations made, all delivered.', { timeout: 60_000 });
    await expect(window.getByRole('button', { name: /^Retry/ })).toHaveCount(0);
    // Each got one mail; nobody who had theirs got another.
    const invited = smtp.mails.filter((mail) => addresses.includes(mail.to)).map((mail) => mail.to);
    expect(invited.sort()).toEqual([...addresses].sort());
    expect((await api.call('audit.list', { query: { action: 'batch.retried' } })).total).toBe(1);
  } finally {
    await smtp.close();
  }
});
