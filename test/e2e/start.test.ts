import { rm } from 'node:fs/promises';
import { makeDirectory } from '#test/support/directory.ts';
import { expect, test } from '#test/support/electron.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';
import { signIn } from '#test/support/sign-in.ts';

const admin = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };
let platform: RunningPlatform;

test.beforeAll(async () => {
  platform = await startPlatform({ admin, data: await makeDirectory('gatehouse-start-') });
});

test.afterAll(async () => {
  await platform.stop();
  await rm(platform.data, { recursive: true, force: true, maxRetries: 5 });
});

test('the window has its frame before the console is loaded, and a choice made in it counts', async ({
  launchConsole,
}) => {
  const first = await launchConsole();
  await signIn(first.window, platform.url, admin);
  await expect(first.window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  const kept = () => first.window.evaluate(() => localStorage.getItem('gatehouse.frame') ?? '');
  await expect.poll(kept).toContain('Batches');
  await first.application.close();

  const second = await launchConsole({ userData: first.userData });
  await expect(second.window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  // The page once more, with its console held back: what stands there then is the frame.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await second.window.route(/\/assets\/console-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await second.window.reload({ waitUntil: 'commit' });
  const navigation = second.window.getByRole('navigation', { name: 'Screens' });
  await expect(navigation).toBeVisible();
  await expect(second.window.getByRole('heading', { level: 1 })).toHaveCount(0);
  await expect(navigation.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
  await navigation.getByRole('link', { name: 'Batches' }).click();
  await expect(navigation.getByRole('link', { name: 'Batches' })).toHaveAttribute('aria-current', 'page');
  release();
  await expect(second.window.getByRole('heading', { level: 1, name: 'Batches' })).toBeVisible();

  await second.window.getByRole('button', { name: /account menu/ }).click();
  await second.window.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(second.window.getByLabel('Platform address')).toBeVisible();
  const left = () =>
    second.window.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('gatehouse.')));
  await expect.poll(left).toEqual([]);
});
