import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, freePort, staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';
import { answer } from '#test/support/story.ts';

async function openImport(window: Page): Promise<void> {
  await openScreen(window, 'Batches');
  await window.getByRole('link', { name: 'New batch' }).first().click();
  await expect(window.getByRole('heading', { level: 1, name: 'New batch' })).toBeVisible();
}

test('files that are no list are refused in words, and what was typed stays', async ({
  launchConsole,
  startPlatform,
}, testInfo) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openImport(window);
  await window.getByLabel('Addresses').fill('typed@example.org');
  await window.getByLabel('Name').fill('Typed before');
  const offer = async (name: string, content: string | Uint8Array) => {
    const path = testInfo.outputPath(name);
    await writeFile(path, content);
    await window.getByLabel('List file').setInputFiles(path);
  };
  const alert = window.getByRole('main').getByRole('alert');

  await offer('people.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]));
  await expect(alert).toContainText('people.xlsx is an Excel workbook or a zip archive, not a list.');
  await offer('logo.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]));
  await expect(alert).toContainText('logo.png is not a text file.');
  await offer('empty.csv', '');
  await expect(alert).toContainText('empty.csv is empty.');
  await offer('huge.csv', `${'someone@example.org\n'.repeat(800_000)}`);
  await expect(alert).toContainText('huge.csv has 16.0 MB.');
  await offer('long.csv', 'a@b.org\n'.repeat(100_002));
  await expect(alert).toContainText('long.csv has 100,002 lines.');
  await expect(alert).toContainText('What was here is kept.');
  await expect(window.getByLabel('Addresses')).toHaveValue('typed@example.org');
  await expect(window.getByLabel('Name')).toHaveValue('Typed before');

  // A list whose columns only the platform can judge: refused by it, and still there afterwards.
  await offer('contacts.csv', 'first name,last name,phone\nAda,Lovelace,1\n');
  await window.getByRole('button', { name: 'Check 2 lines' }).click();
  await expect(alert.first()).toContainText(/“first name”.*are not known/);
  await expect(window.getByRole('region', { name: 'List' })).toContainText('contacts.csv');
  await expect(window.getByLabel('Name')).toHaveValue('Typed before');
  expect((await api.call('batches.list', { query: {} })).total).toBe(0);

  // Byte-order mark, CRLF, semicolons, quotes, columns the other way round: all of that is a list.
  await offer('export.csv', '\uFEFFTier;E-Mail\r\n"premium";"ada@example.org"\r\n;"grace@example.org"\r\n\r\n');
  await window.getByRole('button', { name: 'Check 3 lines' }).click();
  await expect(answer(window)).toHaveText('All 2 will be invited.');
  await expect(window.getByRole('row', { name: '1 ada@example.org Premium Ready' })).toBeVisible();
});

test('a list survives an unreachable platform, becomes one batch, and refused rows come back corrected', async ({
  launchConsole,
  startPlatform,
}, testInfo) => {
  const data = testInfo.outputPath('platform');
  const port = await freePort();
  const { platform } = await staffedPlatform(startPlatform, { data, port });
  const { window, application } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openImport(window);
  await window.getByLabel('Addresses').fill('ada@example.org\ngrace at example.org\nADA@example.org');
  await window.getByLabel('Name').fill('Wave 7');
  await platform.stop();
  await window.getByRole('button', { name: 'Check 3 lines' }).click();
  const alert = window.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('The platform cannot be reached');
  await expect(alert).toContainText('what you entered is kept');
  // Looking at something else loses nothing either.
  await openScreen(window, 'Overview');
  await openImport(window);
  await expect(window.getByLabel('Addresses')).toHaveValue('ada@example.org\ngrace at example.org\nADA@example.org');

  await startPlatform({ admin: firstAdmin, data, port });
  await window.getByRole('button', { name: 'Check 3 lines' }).click();
  await expect(answer(window)).toHaveText('1 of 3 will be invited; 1 malformed, 1 duplicate.', { timeout: 30_000 });
  const api = await connectApi(platform.url, firstAdmin);
  expect((await api.call('batches.list', { query: {} })).total).toBe(1);

  const saved = join(testInfo.outputDir, 'refused.csv');
  await application.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, saved);
  await window.getByRole('button', { name: 'More actions' }).click();
  await window.getByRole('menuitem', { name: 'Save 2 refused rows as CSV…' }).click();
  await expect(window.getByText(/2 rows saved to/)).toBeVisible();
  await openImport(window);
  await window.getByLabel('List file').setInputFiles(saved);
  await window.getByRole('button', { name: 'Edit as text' }).click();
  const list = window.getByLabel('Addresses');
  await expect(list).toHaveValue(/^\uFEFF?email,tier,reason\s+grace at example\.org,standard,There is no @ in it\./);
  await list.fill((await list.inputValue()).replace('grace at ', 'grace@'));
  await window.getByRole('button', { name: 'Check 3 lines' }).click();
  await expect(answer(window)).toHaveText('All 2 will be invited.');
});

test('100,000 pasted rows are checked without freezing the window', async ({ launchConsole, startPlatform }) => {
  test.setTimeout(240_000);
  const { platform } = await staffedPlatform(startPlatform);
  const { window, application } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openImport(window);
  const rows = Array.from({ length: 100_000 }, (_, index) => `person.${index + 1}@example.org`);
  rows[99_998] = 'nobody at example.org';
  await application.evaluate(({ clipboard }, text) => clipboard.writeText(text), rows.join('\n'));
  await window.getByLabel('Addresses').press('ControlOrMeta+v');
  await expect(window.getByRole('region', { name: 'List' })).toContainText('100,000 lines');
  await window.getByRole('button', { name: 'Check 100,000 lines' }).waitFor();
  await window.getByLabel('Name').fill('Everybody');
  await window.getByRole('button', { name: 'Check 100,000 lines' }).click();
  // While the platform checks, the window answers: the palette opens and closes.
  await expect(window.getByText('Checking 100,000 lines')).toBeVisible();
  await window.keyboard.press('ControlOrMeta+k');
  await expect(window.getByRole('dialog')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(answer(window)).toHaveText('500 of 100,000 will be invited; 1 malformed, 99,499 without a seat.', {
    timeout: 120_000,
  });
  const grid = window.getByRole('grid', { name: 'Rows of the batch' });
  // The last row is somewhere only once the list knows how long it is.
  await expect(window.getByRole('row', { name: /^1 person\.1@example\.org/ })).toBeVisible();
  await grid.focus();
  await grid.press('End');
  // A keyset is walked to its end, a thousand rows a step.
  await expect(window.getByRole('row', { name: /^100,000 person\.100000@example\.org/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(window.getByRole('row', { name: /^99,999 nobody at example\.org .*Malformed/ })).toBeVisible();
  await window.getByRole('button', { name: 'Malformed 1' }).click();
  await expect(window.getByText('1 row', { exact: true })).toBeVisible();
});
