import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

test('opening a mail with a code is one act: asked before, audited once, safe to look at', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  const invitation = await api.call('invitations.generate', { body: { email: 'grace@example.org', tier: 'premium' } });
  const opened = async () => (await api.call('audit.list', { query: { action: 'mail.opened' } })).total;
  const { window } = await launchConsole();
  await signIn(window, platform.url, ops);
  await openScreen(window, 'Outbox');
  const row = window.getByRole('row', { name: /grace@example\.org Invitation/ });
  await expect(row).toContainText('Kept in the outbox');
  await row.click();
  const panel = window.getByRole('complementary', { name: /invitation/i });
  await expect(panel).toContainText('This mail holds an invitation code.');
  expect(await opened()).toBe(0);
  await panel.getByRole('button', { name: 'Open mail' }).click();
  await expect(panel.locator('pre')).toContainText(invitation.code);
  // The designed form shows the same code, in a frame that can neither run nor fetch anything.
  await panel.getByText('As designed').click();
  const frame = panel.locator('iframe');
  await expect(frame).toHaveAttribute('sandbox', '');
  await expect(frame.contentFrame().getByText(invitation.code).first()).toBeVisible();
  // Back to the list and in again, and the window in front again: still opened once until it is asked for anew.
  await window.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  expect(await opened()).toBe(1);
  await row.click();
  await expect(panel.getByRole('button', { name: 'Open mail' })).toBeVisible();
  expect(await opened()).toBe(1);
  await panel.getByRole('link', { name: 'Open invitation' }).click();
  await expect(window.getByRole('complementary', { name: 'grace@example.org' })).toBeVisible();
});

test('the outbox filters by address, and says when nothing matches', async ({ launchConsole, startPlatform }) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  for (const email of ['ada@example.org', 'grace@example.org']) {
    await api.call('invitations.generate', { body: { email, tier: 'standard' } });
  }
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Outbox');
  await expect(window.getByText('2 mails', { exact: true })).toBeVisible();
  await window.keyboard.press('/');
  await window.keyboard.type('grace');
  await expect(window.getByText('1 mail', { exact: true })).toBeVisible();
  await window.getByLabel('Search by address or subject').fill('nobody');
  await expect(window.getByRole('heading', { name: 'No mails match these filters' })).toBeVisible();
  await window.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(window.getByText('2 mails', { exact: true })).toBeVisible();
});

test('the audit log follows what happens, keeps its place, and shows before and after', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  for (let index = 0; index < 60; index += 1) {
    await api.call('capacity.update', { body: { capacity: 500 + index } });
  }
  const { window, application } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Audit');
  const grid = window.getByRole('grid', { name: 'Audit entries' });
  await expect(grid.getByRole('row', { name: /Administrator Seats changed/ }).first()).toBeVisible();
  const head = await api.call('audit.head', {});
  await expect(window.getByRole('main').locator('header')).toContainText(`Signed up to entry ${head.sequence}`);

  // Something new comes to the top by itself.
  await api.call('capacity.update', { body: { capacity: 900 } });
  const newest = grid.getByRole('row', { name: new RegExp(`^${head.sequence + 1} `) });
  await expect(newest).toBeVisible({ timeout: 20_000 });
  await newest.click();
  const panel = window.getByRole('complementary', { name: 'Seats changed' });
  await expect(panel).toContainText(/Capacity\s*559.*900/);
  await expect(panel).toContainText('Administrator (admin)');

  // Further down, new entries above must not move what is being read.
  await grid.evaluate((element) => element.scrollTo({ top: 900 }));
  const reading = grid.getByRole('row', { name: new RegExp(`^${head.sequence - 30} `) });
  await expect(reading).toBeVisible();
  const place = await reading.boundingBox();
  await api.call('capacity.update', { body: { capacity: 901 } });
  await expect(window.getByRole('main').locator('header')).toContainText(`Signed up to entry ${head.sequence + 2}`, {
    timeout: 20_000,
  });
  await expect(window.getByText(`${head.sequence + 2} entries`)).toBeVisible();
  expect((await reading.boundingBox())?.y).toBe(place?.y);

  await window.getByRole('button', { name: 'More for the log' }).click();
  await window.getByRole('menuitem', { name: 'Copy signed head' }).click();
  await expect
    .poll(async () => JSON.parse(await application.evaluate(({ clipboard }) => clipboard.readText())) as unknown)
    .toMatchObject({ sequence: head.sequence + 2, public_key: head.public_key });
});

test('who may not see the outbox or the audit log is told who may', async ({ launchConsole, startPlatform }) => {
  const { platform, add } = await staffedPlatform(startPlatform);
  const support = await add('support', 'Sam Support');
  await expect(connectApi(platform.url, support).then((api) => api.call('outbox.list', { query: {} }))).rejects.toThrow(
    /403/,
  );
  const { window } = await launchConsole();
  await signIn(window, platform.url, support);
  const screens = window.getByRole('navigation', { name: 'Screens' });
  await expect(screens.getByRole('link', { name: 'Batches' })).toBeVisible();
  await expect(screens.getByRole('link', { name: /Outbox|Audit/ })).toHaveCount(0);
  await openScreen(window, 'Batches');
  await expect(window.getByRole('heading', { name: 'No batches yet' })).toBeVisible();
  await expect(window.getByRole('link', { name: 'New batch' })).toHaveCount(0);
});

test('what is said of the log changes in place: nothing below it moves while it is checked', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform } = await staffedPlatform(startPlatform);
  const { window, application } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  for (const [width, height] of [
    [1280, 800],
    [960, 640],
  ] as const) {
    await openScreen(window, 'Overview');
    await application.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
      },
      { width, height },
    );
    // Where the filters are, in every frame from the first in which they are there.
    await window.evaluate(() => {
      const seen = new Set<number>();
      Object.assign(globalThis, { seen });
      const look = () => {
        const search = document.querySelector('input[aria-label^="Search names"]');
        if (search) seen.add(Math.round(search.getBoundingClientRect().top));
        requestAnimationFrame(look);
      };
      look();
    });
    await openScreen(window, 'Audit');
    await expect(window.getByRole('main').getByText('Verified', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(window.getByText(/^Verified here up to entry/)).toBeVisible();
    await window.getByRole('button', { name: 'Verify now' }).click();
    await expect(window.getByRole('main').getByText('Verified', { exact: true })).toBeVisible({ timeout: 30_000 });
    const places = await window.evaluate(() => [...(globalThis as unknown as { seen: Set<number> }).seen]);
    expect(places).toHaveLength(1);
  }
});
