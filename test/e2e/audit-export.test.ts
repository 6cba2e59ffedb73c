import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElectronApplication, Page } from 'playwright';
import { expectNoBarriers, expectNoBarriersOnPage } from '#test/support/accessibility.ts';
import { request as bridgeRequest } from '#test/support/bridge.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';
import { ExportCheck } from '#verifier/export-check.ts';

let folder: string;
test.beforeEach(async () => {
  folder = await makeDirectory('gatehouse-exported-');
});
test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** The person who is asked where to save answers this; null is a change of mind. */
async function saveTo(application: ElectronApplication, filePath: string | null): Promise<void> {
  await application.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: path === null, filePath: path ?? '' });
  }, filePath);
}

/** The verifier as somebody opens it who has nothing of ours: a file in a browser, with a session of its own. */
async function openVerifier(application: ElectronApplication, path: string): Promise<{ page: Page; asked: string[] }> {
  const opened = application.waitForEvent('window');
  await application.evaluate(async ({ BrowserWindow }, url) => {
    const window = new BrowserWindow({ width: 1000, height: 900, webPreferences: { partition: 'somebody-else' } });
    await window.loadURL(url);
  }, pathToFileURL(path).href);
  const page = await opened;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  return { page, asked };
}

const choose = (page: Page, path: string) => page.locator('#file').setInputFiles(path);

test('the log is exported through the window, verified by the page beside it, and a flipped bit is seen', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  for (let index = 0; index < 20; index += 1) await api.call('capacity.update', { body: { capacity: 600 + index } });
  const kept = await api.call('audit.head', {});
  await api.call('invitations.generate', { body: { email: 'grace@example.org', tier: 'premium' } });
  const { window, application } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Audit');
  await window.getByRole('button', { name: 'Export…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Export the audit log' });
  await expect(dialog).toContainText('all there are');
  await expect(dialog).toContainText('The export itself is recorded in the log');

  // Who changes their mind has exported nothing, and nothing is recorded.
  const before = (await api.call('audit.head', {})).sequence;
  await saveTo(application, null);
  await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
  await expect(dialog.getByRole('button', { name: 'Choose where to save…' })).toBeEnabled();
  expect((await api.call('audit.head', {})).sequence).toBe(before);

  const file = join(folder, 'log.ndjson');
  await saveTo(application, file);
  await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
  await expect(dialog.getByRole('status')).toContainText(`Saved`);
  await expect(dialog).toContainText('Nothing leaves that computer.');
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused();
  await expectNoBarriers(window);
  expect(await readdir(folder)).toEqual(['gatehouse-audit-verifier.html', 'log.ndjson']);
  const { items } = await api.call('audit.list', { query: { action: 'audit.exported' } });
  expect(items).toMatchObject([{ sequence: before + 1, details: { format: 'ndjson', up_to: before + 1 } }]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(window.getByRole('row', { name: /Log exported/ })).toBeVisible();

  const { page, asked } = await openVerifier(application, join(folder, 'gatehouse-audit-verifier.html'));
  await choose(page, file);
  const result = page.getByRole('status', { name: 'Result' });
  await expect(result.getByRole('heading', { level: 2 })).toContainText(
    'This export is whole, and nothing in it was changed since it was signed.',
  );
  await expect(result).toContainText(`every entry from the first to number ${before + 1}`);
  await expect(result).toContainText('Every byte is as the platform sent it');
  await expectNoBarriersOnPage(page);

  // Compared with a head that was kept before.
  await page.getByText('I kept a signed head').click();
  await page.getByLabel('Signed head', { exact: true }).fill(JSON.stringify(kept));
  await expect(result).toContainText('The log passes through it');

  // One bit of a fact, and one of a name that the chain doesn't cover.
  const bytes = await readFile(file);
  const flip = async (text: string) => {
    const changed = Buffer.from(bytes);
    const at = changed.indexOf(text) + text.length - 1;
    changed[at] = (changed[at] ?? 0) ^ 1;
    await writeFile(join(folder, 'changed.ndjson'), changed);
    await choose(page, join(folder, 'changed.ndjson'));
  };
  await flip('"capacity":605');
  const heading = result.getByRole('heading', { level: 2 });
  await expect(heading).toContainText('This export does not hold.');
  await expect(result).toContainText(/Entry \d+ was changed after it was written\./);
  await choose(page, file);
  await expect(heading).toContainText('This export is whole');
  await flip('"name":"Administrator');
  await expect(heading).toContainText('This export does not hold.');
  await expect(result).toContainText('something in it was changed, added or taken away afterwards');

  await writeFile(join(folder, 'other.csv'), 'sequence,at\r\n');
  await choose(page, join(folder, 'other.csv'));
  await expect(heading).toContainText('This is no export of an audit log that can be verified.');
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
});

test('the filters of the screen are those of the export, for a spreadsheet and to keep', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  await api.call('invitations.generate', { body: { email: '+sum@example.org', tier: 'premium' } });
  await api.call('capacity.update', { body: { capacity: 700 } });
  const { window, application } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Audit');
  await window.getByRole('combobox', { name: 'Action' }).click();
  await window.getByRole('option', { name: 'Invited', exact: true }).click();
  await expect(window.getByText('1 entry', { exact: true })).toBeVisible();
  const exportAs = async (format: RegExp, path: string) => {
    await window.getByRole('button', { name: 'Export…' }).click();
    const dialog = window.getByRole('dialog', { name: 'Export the audit log' });
    await expect(dialog).toContainText('1 entry: what: Invited.');
    await dialog.getByRole('radio', { name: format }).check();
    await saveTo(application, path);
    await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
    await expect(dialog.getByRole('status')).toContainText('Saved');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  };
  const table = join(folder, 'log.csv');
  await exportAs(/spreadsheet/, table);
  expect(await readdir(folder)).toEqual(['log.csv']);
  const lines = (await readFile(table, 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(",'+sum@example.org,");

  const file = join(folder, 'log.ndjson');
  await exportAs(/keep and verify/, file);
  const { page } = await openVerifier(application, join(folder, 'gatehouse-audit-verifier.html'));
  await choose(page, file);
  const result = page.getByRole('status', { name: 'Result' });
  await expect(result.getByRole('heading', { level: 2 })).toContainText('it is a part of the log');
  await expect(result).toContainText('chosen by what was done “invitation.created”');
});

/** A way to a platform on which exports begin and then come no further. */
async function stallingExports(target: string): Promise<{ url: string; server: Server; left: () => number }> {
  let left = 0;
  const server = createServer((incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    const stalls = url.startsWith('/api/audit/export');
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!stalls) return void answer.pipe(outgoing);
      answer.once('data', (piece: Buffer) => outgoing.write(piece.subarray(0, piece.length / 2)));
      outgoing.once('close', () => {
        left += 1;
        answer.destroy();
      });
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server, left: () => left };
}

test('an export that takes long shows how far it is, and leaves nothing behind when it is cancelled', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  for (let index = 0; index < 40; index += 1) await api.call('capacity.update', { body: { capacity: 600 + index } });
  const { url, server, left } = await stallingExports(platform.url);
  const { window, application } = await launchConsole();
  await signIn(window, url, firstAdmin);
  await openScreen(window, 'Audit');
  await window.getByRole('button', { name: 'Export…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Export the audit log' });
  await saveTo(application, join(folder, 'log.ndjson'));
  await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
  await expect(dialog.getByRole('status')).toContainText(/^\d\d of \d\d entries, \d/);
  await expect(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]\d/);
  expect(await readdir(folder)).toEqual(['log.ndjson.part']);
  await dialog.getByRole('button', { name: 'Cancel export' }).click();
  await expect(dialog.getByRole('button', { name: 'Choose where to save…' })).toBeEnabled();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect.poll(() => readdir(folder)).toEqual([]);
  expect(left()).toBe(1);
  server.closeAllConnections();
  server.close();
});

test('the platform inside the console exports as well: a month of rehearsal, whole', async ({ launchConsole }) => {
  test.setTimeout(180_000);
  const { window, application } = await launchConsole();
  await window.getByRole('button', { name: 'Explore the rehearsal' }).click();
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible({ timeout: 120_000 });
  await bridgeRequest(window, 'rehearsal.explore', { role: 'admin' });
  const file = join(folder, 'log.ndjson');
  await saveTo(application, file);
  const saved = await bridgeRequest(window, 'audit.export', { query: { format: 'ndjson' }, key: 'k' });
  expect(saved).toMatchObject({ path: file, verifier: join(folder, 'gatehouse-audit-verifier.html') });
  const check = new ExportCheck();
  for (const line of (await readFile(file, 'utf8')).trimEnd().split('\n')) check.take(Buffer.from(line));
  const report = check.finish();
  expect(report).toMatchObject({ finding: null, headSigned: true, seal: 'good', strangeLine: null, filtered: false });
  expect(report.entries.count).toBeGreaterThan(1000);
});
