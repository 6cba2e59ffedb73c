import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Page } from 'playwright';
import { openPglite } from '#platform/db/open.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, freePort, staffedPlatform } from '#test/support/people.ts';
import type { RunningPlatform } from '#test/support/platform-process.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

let data: string;
test.beforeEach(async () => {
  data = await makeDirectory('gatehouse-tampered-');
});
test.afterEach(() => rm(data, { recursive: true, force: true, maxRetries: 5 }));

/** What somebody can do who owns the database: the platform is stopped, the store opened, its guards taken away. */
async function tamper(platform: RunningPlatform, statement: string): Promise<void> {
  await platform.stop();
  const store = await openPglite(data);
  await sql`drop trigger audit_entries_append_only on audit_entries`.execute(store.database);
  await sql.raw(statement).execute(store.database);
  await store.close();
}

const verified = (window: Page) => window.getByRole('main').locator('header').getByText('Verified', { exact: true });
const alarmBanner = (window: Page) => window.getByRole('alert').filter({ hasText: 'The audit log does not hold.' });

test('an honest platform that was restarted does not alarm; an edit behind its back does, until an admin says why', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(180_000);
  const port = await freePort();
  const { platform, api } = await staffedPlatform(startPlatform, { data, port });
  for (let index = 0; index < 5; index += 1) await api.call('capacity.update', { body: { capacity: 600 + index } });
  const first = await launchConsole();
  await signIn(first.window, platform.url, firstAdmin);
  await openScreen(first.window, 'Audit');
  await expect(verified(first.window)).toBeVisible({ timeout: 30_000 });

  // Restarted, and nothing else: what was open is verified again, and nobody is alarmed.
  await platform.stop();
  const again = await startPlatform({ data, port });
  await expect(async () => {
    await first.window.getByRole('button', { name: 'More for the log' }).click();
    await first.window.getByRole('menuitem', { name: 'Verify from the first entry' }).click();
    await expect(verified(first.window)).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await expect(first.window.getByText('The audit log does not hold.')).toHaveCount(0);

  // While it is away nothing is wrong with the log; then somebody has changed what an old entry says.
  await tamper(again, `update audit_entries set details = '{"before": 500, "after": 501}' where sequence = 4`);
  await first.window.getByRole('button', { name: 'Verify now' }).click();
  await expect(first.window.getByRole('main').locator('header')).toContainText('says nothing about the log');
  await expect(alarmBanner(first.window)).toHaveCount(0);
  const third = await startPlatform({ data, port });
  await expect(async () => {
    await first.window.getByRole('button', { name: 'Verify now' }).click();
    await expect(alarmBanner(first.window)).toContainText('Entry 4 was changed after it was written.', {
      timeout: 5000,
    });
  }).toPass({ timeout: 60_000 });
  const alarm = first.window.getByRole('region', { name: 'Alarm' });
  await expect(alarm).toContainText('It held when this console last verified it');
  await expect(alarm).toContainText('Everything before entry 4 is as it was.');
  await expect(alarm).toContainText('find out who had access to the database');
  await alarm.getByRole('button', { name: 'Copy evidence' }).click();
  await expect
    .poll(async () => await first.application.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('"kind": "changed"');

  // Another screen, and another start of the console: still there.
  await openScreen(first.window, 'Overview');
  await expect(alarmBanner(first.window)).toBeVisible();
  await first.close();
  const second = await launchConsole({ userData: first.userData });
  await expect(alarmBanner(second.window)).toContainText('Entry 4 was changed', { timeout: 60_000 });

  // Acknowledged with a reason, it is quiet, kept, and not raised again by the next check.
  await alarmBanner(second.window).getByRole('link', { name: 'See what was found' }).click();
  await second.window.getByRole('button', { name: 'Acknowledge…' }).click();
  await second.window.getByLabel('Why it is dealt with').fill('The restore drill of Sunday did this.');
  await second.window.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(alarmBanner(second.window)).toHaveCount(0);
  await second.window.getByRole('button', { name: 'More for the log' }).click();
  await second.window.getByRole('menuitem', { name: 'Verify from the first entry' }).click();
  await expect(verified(second.window)).toBeVisible({ timeout: 30_000 });
  await second.window.getByText('One acknowledged alarm').click();
  await expect(second.window.getByText('The restore drill of Sunday did this.')).toBeVisible();
  await third.stop();
});
