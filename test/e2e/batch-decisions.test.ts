import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, staffedPlatform, submittedBatch } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';
import { answer, confirm, importText, openBatch } from '#test/support/story.ts';

const three = ['ada@example.org', 'grace@example.org', 'alan@example.org'];

test('an admin rejects with a reason, and the author reads it', async ({ launchConsole, startPlatform }) => {
  const { platform, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  await submittedBatch(await connectApi(platform.url, ops), 'Wave 3', three);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openBatch(window, 'Wave 3');
  await window.getByRole('button', { name: 'Reject…' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Reject batch' }).click();
  await expect(dialog.getByText('Say why')).toBeVisible();
  await dialog.getByLabel('Reason').fill('These people asked for May.');
  await dialog.getByRole('button', { name: 'Reject batch' }).click();
  await expect(answer(window)).toHaveText('Rejected; nobody was invited.');

  const author = await launchConsole();
  await signIn(author.window, platform.url, ops);
  await author.window.getByRole('link', { name: '1 batch of yours' }).click();
  await author.window.getByRole('gridcell', { name: 'Wave 3' }).click();
  await expect(author.window.getByRole('list', { name: 'Steps' })).toContainText('“These people asked for May.”');
  await expect(author.window.getByRole('button', { name: /Approve|Reject|Submit/ })).toHaveCount(0);
});

test('nobody approves their own batch, and is told why', async ({ launchConsole, startPlatform }) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await importText(window, three.join('\n'), 'My own');
  await expect(answer(window)).toHaveText('All 3 will be invited.');
  await confirm(window, 'Submit for approval', 'Submit for approval');
  await expect(window.getByText('You made and submitted this batch, so another admin must approve it.')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Approve batch…' })).toHaveCount(0);
  // The button is only manners; the rule is the platform's.
  const [batch] = (await api.call('batches.list', { query: { q: 'My own' } })).items;
  await expect(
    api.call('batches.approve', { params: { id: batch?.id ?? '' }, body: { plan_hash: batch?.plan_hash ?? '' } }),
  ).rejects.toThrow(/403.*four_eyes/);
});

test('a plan that drifted is shown before it can be approved', async ({ launchConsole, startPlatform }) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const ops = await connectApi(platform.url, await add('ops', 'Olga Ops'));
  await submittedBatch(ops, 'Wave 4', three);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openBatch(window, 'Wave 4');
  await expect(answer(window)).toHaveText('3 invitations wait for approval.');
  // Meanwhile somebody invites one of them.
  await api.call('invitations.generate', { body: { email: 'grace@example.org', tier: 'premium' } });

  await window.getByRole('button', { name: 'Approve batch…' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve batch', exact: true }).click();
  await expect(dialog).toContainText('1 row changed since you looked.');
  await expect(dialog.getByRole('row', { name: '2 grace@example.org Ready Already invited' })).toBeVisible();
  await expect(dialog).toContainText('2 (2 standard)');
  expect((await api.call('batches.list', { query: { q: 'Wave 4' } })).items[0]?.status).toBe('submitted');
  await dialog.getByRole('button', { name: 'Approve the new plan' }).click();
  await expect(answer(window)).toHaveText('2 invitations made, all kept in the outbox.', { timeout: 30_000 });
  await expect(window.getByRole('row', { name: /grace@example\.org.*Left out/ })).toBeVisible();
});

test('two admins decide at once: one does, the other learns what happened', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, add } = await staffedPlatform(startPlatform);
  const ops = await connectApi(platform.url, await add('ops', 'Olga Ops'));
  const boris = await add('admin', 'Boris Admin');
  await submittedBatch(ops, 'Wave 5', three);
  const [one, other] = await Promise.all([launchConsole(), launchConsole()]);
  await signIn(one.window, platform.url, firstAdmin);
  await signIn(other.window, platform.url, boris);
  await openBatch(one.window, 'Wave 5');
  await one.window.getByRole('button', { name: 'Reject…' }).click();
  await one.window.getByLabel('Reason').fill('Wrong list.');
  // Opened last: a window looks for what others did every ten seconds, and would know before it is pressed here.
  await openBatch(other.window, 'Wave 5');
  await other.window.getByRole('button', { name: 'Approve batch…' }).click();
  await one.window.getByRole('button', { name: 'Reject batch', exact: true }).click();
  await expect(answer(one.window)).toHaveText('Rejected; nobody was invited.');

  const dialog = other.window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve batch', exact: true }).click();
  await expect(dialog).toContainText('Somebody else was faster.');
  await expect(dialog).toContainText(/rejected it at .*: “Wrong list\.”\. Your decision was not recorded\./);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(answer(other.window)).toHaveText('Rejected; nobody was invited.');
  await openScreen(other.window, 'Batches');
  await expect(other.window.getByRole('row', { name: /Wave 5 Rejected/ })).toBeVisible();
});

test('a large batch needs two admins', async ({ launchConsole, startPlatform }) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  await api.call('approval_policy.update', { body: { quorum_seats: 2 } });
  const ops = await connectApi(platform.url, await add('ops', 'Olga Ops'));
  const boris = await add('admin', 'Boris Admin');
  const id = await submittedBatch(ops, 'Wave 6', three);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openBatch(window, 'Wave 6');
  await expect(answer(window)).toHaveText('3 invitations wait for 2 approvals.');
  await window.getByRole('button', { name: 'Approve batch…' }).click();
  await expect(window.getByRole('dialog')).toContainText('Yours is approval 1 of 2. Nothing is sent until');
  await window.getByRole('dialog').getByRole('button', { name: 'Approve batch', exact: true }).click();
  await expect(answer(window)).toHaveText('3 invitations wait for one more approval.');
  await expect(
    window.getByText('You approved it already; one more approval must come from somebody else.'),
  ).toBeVisible();
  await expect(window.getByRole('complementary', { name: 'Steps and approval' })).toContainText('1 of 2 approvals');

  // The second one comes from elsewhere; this window is told by its next look at the platform.
  const second = await connectApi(platform.url, boris);
  const { plan_hash } = await second.call('batches.get', { params: { id } });
  await second.call('batches.approve', { params: { id }, body: { plan_hash } });
  await expect(answer(window)).toHaveText('3 invitations made, all kept in the outbox.', { timeout: 60_000 });
});
