import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from '#test/support/electron.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';
import { addStaff, answer, changePerson, confirm, importFile, openBatch } from '#test/support/story.ts';

const admin = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };
const list = join(resolve(import.meta.dirname, '..', 'fixtures'), 'wave-2.csv');

/** Opens the mail to an address in the outbox and reads the code in it. */
async function codeMailedTo(window: Page, address: string): Promise<string> {
  await openScreen(window, 'Outbox');
  await window.getByLabel('Search by address or subject').fill(address);
  // Before, the row may stand among the others, and go from under the pointer.
  await expect(window.getByText('1 mail', { exact: true })).toBeVisible();
  const row = window.getByRole('row', { name: new RegExp(address) });
  await expect(row).toContainText('Kept in the outbox');
  await row.click();
  const panel = window.getByRole('complementary', { name: /invitation/ });
  await expect(panel).toContainText('Opening it is written to the audit log under your name.');
  await panel.getByRole('button', { name: 'Open mail' }).click();
  const text = (await panel.locator('pre').textContent()) ?? '';
  const code = /4UAI-(STD|PRE|ENT)-[0-9a-f]{12}/.exec(text)?.[0];
  if (code === undefined) throw new Error(`No code in the mail:\n${text}`);
  return code;
}

const invitee = (name: string) => ({
  username: name,
  password: 'Quiet-Harbour-42!',
  full_name: `${name[0]?.toUpperCase()}${name.slice(1)}`,
});

test('from an empty platform to a conversion, through the window', async ({ launchConsole, startPlatform }) => {
  test.setTimeout(240_000);
  const platform = await startPlatform({ admin });
  const { window } = await launchConsole();

  await test.step('the first admin adds an ops person and a second admin', async () => {
    await signIn(window, platform.url, admin);
    await expect(window.getByRole('heading', { name: 'Nobody is invited yet' })).toBeVisible();
  });
  const ops = await addStaff(window, 'ops', 'Olga Ops', 'olga@example.com');
  const second = await addStaff(window, 'admin', 'Boris Admin', 'boris@example.com');

  await test.step('ops imports a list, looks at the dry run and submits it', async () => {
    await changePerson(window, platform.url, ops);
    await importFile(window, list, 'Wave 2');
    await expect(answer(window)).toHaveText('55 of 60 will be invited; 3 malformed, 2 duplicates.');
    await window.getByRole('button', { name: 'Malformed 3' }).click();
    await expect(
      window.getByRole('row', { name: /grace\.hopper at navy\.example.*There is no @ in it/ }),
    ).toBeVisible();
    await expect(window.getByText('3 rows', { exact: true })).toBeVisible();
    await expect(window.getByRole('button', { name: 'Approve batch…' })).toHaveCount(0);
    await confirm(window, 'Submit for approval', 'Submit for approval');
    await expect(answer(window)).toHaveText('55 invitations wait for approval.');
  });

  await test.step('another admin approves what the dialog repeats, and watches it being sent', async () => {
    await changePerson(window, platform.url, second);
    await expect(window.getByText('1 batch waits for your approval')).toBeVisible();
    await openBatch(window, 'Wave 2');
    await window.getByRole('button', { name: 'Approve batch…' }).click();
    const dialog = window.getByRole('dialog');
    await expect(dialog).toContainText('55 (33 standard, 17 premium, 5 enterprise)');
    await expect(dialog).toContainText('500 free now, 445 left afterwards');
    // No mail server is set here: nobody will be mailed, and nothing may say so.
    await expect(dialog).toContainText(
      '55 invitations are made as soon as you approve. No mail server is set, so nobody is mailed',
    );
    await dialog.getByRole('button', { name: 'Approve batch', exact: true }).click();
    await expect(answer(window)).toHaveText('55 invitations made, all kept in the outbox.', { timeout: 60_000 });
    await expect(window.getByRole('progressbar', { name: 'Made' })).toHaveAttribute('aria-valuetext', '55 of 55');
    await expect(window.getByRole('progressbar', { name: 'Kept' })).toHaveAttribute('aria-valuetext', '55 of 55');
    await expect(window.getByRole('row', { name: /barbara@navy\.example.*Created.*Kept/ })).toBeVisible();
  });

  await test.step('nobody has registered yet', async () => {
    await openScreen(window, 'Overview');
    await expect(window.getByRole('row', { name: /^All tiers 55 0 0\.0 %/ })).toBeVisible();
  });

  await test.step('an invitee registers over the API with the code of the mail that is kept', async () => {
    const response = await fetch(`${platform.url}/beta/register/beta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...invitee('barbara'),
        invitation_code: await codeMailedTo(window, 'barbara@navy.example'),
      }),
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ user: { email: 'barbara@navy.example', beta_tier: 'premium' } });
  });

  await test.step('another one by the public form, which the mail links to', async () => {
    const code = await codeMailedTo(window, 'alan@bletchley.example');
    const page = await fetch(`${platform.url}/beta/register?code=${code}`);
    expect(page.status).toBe(200);
    const html = await page.text();
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const cookie = page.headers.getSetCookie().map((line) => line.split(';')[0]);
    const form = new URLSearchParams({
      ...invitee('alan'),
      invitation_code: code,
      ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
    });
    const done = await fetch(`${platform.url}/beta/register`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: cookie.join('; '),
        origin: platform.url,
      },
      body: form,
      redirect: 'manual',
    });
    expect(done.status, await done.text()).toBeLessThan(400);
  });

  await test.step('the conversion on the Overview has moved', async () => {
    await openScreen(window, 'Overview');
    await expect(window.getByRole('row', { name: /^All tiers 55 2 3\.6 %/ })).toBeVisible();
  });

  await test.step('and the audit log tells who did it', async () => {
    await openScreen(window, 'Audit');
    const log = window.getByRole('grid', { name: 'Audit entries' });
    await expect(log.getByRole('row', { name: /Boris Admin Mail opened/ }).first()).toBeVisible();
    await window.getByLabel('Search names and details').fill('Wave 2');
    await expect(log.getByRole('row', { name: /Olga Ops Batch submitted Wave 2/ })).toBeVisible();
    await expect(log.getByRole('row', { name: /Boris Admin Batch approved Wave 2/ })).toBeVisible();
  });
});
