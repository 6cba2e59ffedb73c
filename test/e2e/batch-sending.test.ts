import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, freePort, staffedPlatform, submittedBatch } from '#test/support/people.ts';
import { signIn } from '#test/support/sign-in.ts';
import { answer, openBatch } from '#test/support/story.ts';

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
  await expect(answer(window)).toHaveText(/^[1-9][\d,]* of 12,000 invitations made, [\d,]+ delivered\.$/, {
    timeout: 60_000,
  });
  await platform.stop('SIGKILL');
  await expect(window.getByText(/^Offline/).first()).toBeVisible({ timeout: 30_000 });
  await expect(window.getByText(/ s old$/).first()).toBeVisible();
  // What was known is still there to be read.
  await expect(window.getByRole('heading', { level: 1, name: 'Everybody' })).toBeVisible();
  await expect(window.getByRole('row', { name: /person\.1@example\.org/ })).toBeVisible();

  await startPlatform({ data, port });
  await expect(answer(window)).toHaveText('12,000 invitations made, all delivered.', { timeout: 180_000 });
  await expect(window.getByText(/^Offline/)).toHaveCount(0);
  await expect(window.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible();

  const after = await connectApi(platform.url, firstAdmin);
  expect((await after.call('invitations.list', { query: { limit: 1 } })).total).toBe(size);
  expect((await after.call('outbox.list', { query: { kind: 'invitation', limit: 1 } })).total).toBe(size);
  expect(await after.call('capacity.get', {})).toMatchObject({ reserved: size, used: 0 });
});
