import { pressAtOnce } from '#test/support/at-once.ts';
import { expect, test } from '#test/support/electron.ts';
import { addMember } from '#test/support/member-accounts.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

/** Text as the keys that write it. */
const keys = (text: string) => [...text];

test('what is typed right after the key of a dialog or a page stands in its field', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  const service = { name: 'api', downtime: false };
  await api.call('incidents.declare', {
    body: { title: 'Mails are late', severity: 'P2', services: [service], public: false },
  });
  const person = { fullName: 'Yuki Tanaka', email: 'yuki@example.org', username: 'yuki' };
  const member = await addMember(platform.url, api, person);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Incidents');
  const row = window.getByRole('row', { name: /Mails are late/ });
  const dialog = window.getByRole('dialog');
  await expect(row).toBeVisible();

  await pressAtOnce(window, 'n', ...keys('Slow'));
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Slow');
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // The page of an incident is on its way: the key waits for it, and so does what follows the key, with spaces and
  // letters that move through the table which still has the focus.
  await pressAtOnce(window, row, 'u', ...keys('Six jobs look stuck'));
  await expect(window.getByRole('heading', { level: 1, name: 'Mails are late' })).toBeVisible();
  await expect(window.getByRole('textbox', { name: 'Update', exact: true })).toHaveValue('Six jobs look stuck');
  await window.goBack();
  await expect(row).toBeVisible();
  await pressAtOnce(window, row, 'e');
  await expect(window.getByRole('dialog', { name: 'Edit the incident' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // A person, whose notes are another part of their page.
  await openScreen(window, 'Users');
  await window.getByRole('row', { name: /Yuki Tanaka/ }).click();
  const panel = window.getByRole('complementary', { name: 'Yuki Tanaka' });
  await pressAtOnce(window, panel.getByRole('link', { name: /page/i }), 'n', ...keys('Called'));
  await expect(window).toHaveURL(new RegExp(`/users/${member.id}`));
  const note = window.getByRole('textbox', { name: 'New note' });
  await expect(note).toHaveValue('Called');
  await note.clear();
  await window.getByRole('tab', { name: 'Overview' }).click();
  await pressAtOnce(window, 'n', ...keys('here again'));
  await expect(note).toHaveValue('here again');
  await expect(dialog).toBeHidden();
});

test('a key acts on what was just opened, and the keyboard is back where it was once a dialog is gone', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  for (const name of ['One finds the CPU busy', 'Two finds the CPU busy']) {
    await api.call('alerts.rules.create', {
      body: {
        name,
        metric: 'cpu.share',
        label: '',
        statistic: 'max',
        window_seconds: 60,
        condition: { kind: 'threshold', direction: 'above', value: -1, clear: null },
        for_seconds: 0,
        clear_for_seconds: 0,
        minimum_count: 0,
        severity: 'warning',
        enabled: true,
      },
    });
  }
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Alerts');
  const grid = window.getByRole('grid', { name: 'Alerts' });
  const one = grid.getByRole('row', { name: /One finds/ });
  const two = grid.getByRole('row', { name: /Two finds/ });
  await expect(one).toBeVisible({ timeout: 60_000 });
  await expect(two).toBeVisible();

  const dialog = window.getByRole('dialog', { name: 'Acknowledge this alert?' });
  await one.click();
  await expect(window.getByRole('complementary', { name: 'One finds the CPU busy' })).toContainText('Fired');
  await pressAtOnce(window, two, 'a', ...keys('mine'));
  await expect(dialog).toContainText('Two finds the CPU busy');
  await expect(dialog.getByLabel('Comment')).toHaveValue('mine');

  await pressAtOnce(window, 'Escape', 'k');
  await expect(dialog).toBeHidden();
  await expect(grid).toBeFocused();
  const first = grid.getByRole('row').nth(1);
  await expect(grid).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '');

  // A screen that is on its way shows nothing yet that its keys could act on.
  await pressAtOnce(
    window,
    window.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Health' }),
    'z',
  );
  await expect(window.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible();
  await expect(window).toHaveURL(/zoom=/, { timeout: 30_000 });
  const [from = 0, to = 0] = decodeURIComponent(/zoom=([^&]+)/.exec(window.url())?.[1] ?? '')
    .split(/[^\d]+/)
    .map(Number);
  expect(to - from).toBeGreaterThanOrEqual(60_000);
  expect(Date.now() - to).toBeLessThan(120_000);
});
