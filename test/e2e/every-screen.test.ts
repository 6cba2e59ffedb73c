import type { Page } from 'playwright';
import { expectNoBarriers } from '#test/support/accessibility.ts';
import { expect, test } from '#test/support/electron.ts';
import { expectToFit } from '#test/support/fit.ts';
import { openPart } from '#test/support/member-accounts.ts';
import { openScreen } from '#test/support/sign-in.ts';
import { openBatch } from '#test/support/story.ts';

/** Every state of every screen by a name, and how to get there. All are read only. */
const screens: readonly (readonly [name: string, open: (window: Page) => Promise<void>])[] = [
  ['Overview', (window) => openScreen(window, 'Overview')],
  ['Invitations', (window) => openScreen(window, 'Invitations')],
  [
    'invitations, some selected',
    (window) =>
      window
        .getByRole('checkbox', { name: /^Select .*@/ })
        .first()
        .check(),
  ],
  [
    'an invitation beside the list',
    async (window) => {
      await window.getByRole('button', { name: 'Clear', exact: true }).click();
      await window.getByRole('gridcell').getByText('@').first().click();
      await expect(window.getByRole('complementary').getByRole('heading', { name: 'History' })).toBeVisible();
    },
  ],
  [
    'an invitation as a page',
    async (window) => {
      await window.getByRole('link', { name: 'Open as a page' }).click();
      await expect(window.getByRole('heading', { level: 1, name: /@/ })).toBeVisible();
    },
  ],
  [
    'the code doctor',
    async (window) => {
      await openScreen(window, 'Invitations');
      await window.getByRole('button', { name: 'Look up a code' }).click();
      await expect(window.getByRole('complementary', { name: 'Look up a code' })).toBeVisible();
    },
  ],
  [
    'inviting somebody',
    async (window) => {
      await openScreen(window, 'Invitations');
      await window.getByRole('button', { name: 'Invite', exact: true }).click();
      await expect(window.getByRole('dialog').getByLabel('E-mail address')).toBeVisible();
    },
  ],
  [
    'Batches',
    async (window) => {
      await window.keyboard.press('Escape');
      await openScreen(window, 'Batches');
    },
  ],
  ['a batch that waits for approval', (window) => openBatch(window, 'Wave 8: enterprise cohort')],
  ['a batch that was sent', (window) => openBatch(window, 'Wave 1: early adopters')],
  [
    'a new batch',
    async (window) => {
      await openScreen(window, 'Batches');
      await window.getByRole('link', { name: 'New batch' }).first().click();
      await expect(window.getByRole('heading', { level: 1, name: 'New batch' })).toBeVisible();
    },
  ],
  ['Outbox', (window) => openScreen(window, 'Outbox')],
  [
    'a mail',
    async (window) => {
      await window.getByRole('gridcell').getByText('@').first().click();
      await expect(window.getByRole('complementary').getByRole('button', { name: 'Close details' })).toBeVisible();
    },
  ],
  ['Users', (window) => openScreen(window, 'Users')],
  [
    'users, searched, one selected',
    async (window) => {
      await window.getByRole('searchbox').fill('sato');
      // A selection belongs to one list: it is made in the list that was searched for, not in the one before it.
      await expect(window.getByRole('checkbox', { name: /^Select (?!.*sato).*@/i })).toHaveCount(0);
      await window
        .getByRole('checkbox', { name: /^Select .*@/ })
        .first()
        .check();
    },
  ],
  [
    'suspending many',
    async (window) => {
      await window.getByRole('toolbar').getByRole('button', { name: 'Suspend' }).click();
      await expect(window.getByRole('dialog').getByLabel('Reason')).toBeVisible();
    },
  ],
  [
    'somebody beside the list',
    async (window) => {
      await window.keyboard.press('Escape');
      await window.getByRole('button', { name: 'Clear', exact: true }).last().click();
      await window.getByRole('gridcell').getByText('@').first().click();
      await expect(window.getByRole('complementary')).toContainText('Last seen');
    },
  ],
  [
    'what somebody used and cost',
    async (window) => {
      await window.getByRole('link', { name: 'Open page' }).click();
      await openPart(window, 'Usage and costs');
      await expect(window.getByRole('region', { name: 'Usage and costs' })).toContainText('in 30 days');
      await window.getByText('By day').click();
    },
  ],
  ['errors that somebody met', (window) => openPart(window, 'Errors')],
  ['Onboarding', (window) => openScreen(window, 'Onboarding')],
  [
    'onboarding, by sign-up week',
    async (window) => {
      await window.getByRole('radiogroup', { name: 'Broken down by' }).getByText('Sign-up week').click();
      await expect(window.getByRole('table', { name: 'Onboarding by sign-up week' })).toBeVisible();
    },
  ],
  [
    'the people behind a number, some selected',
    async (window) => {
      await window.getByRole('button', { name: /^Waiting at First agent: / }).click();
      const boxes = window.getByRole('checkbox', { name: /^Select .*@/ });
      // One of them may have been nudged within the last days, and would get no mail.
      for (let place = 0; place < 5; place += 1) await boxes.nth(place).check();
    },
  ],
  [
    'a nudge before it is held',
    async (window) => {
      await window.getByRole('toolbar').getByRole('button', { name: 'Nudge 5…' }).click();
      const dialog = window.getByRole('dialog');
      await dialog.getByLabel('Message').fill('You are one step away.');
      await expect(dialog.getByRole('region', { name: 'Preview of the mail' })).toContainText('one step away');
    },
  ],
  [
    'somebody who is stuck',
    async (window) => {
      await window.keyboard.press('Escape');
      await window.getByRole('tab', { name: /^Stuck/ }).click();
      await window.getByRole('gridcell').getByText('@').first().click();
      await expect(window.getByRole('complementary')).toContainText('Stuck the same way');
    },
  ],
  ['cohorts', (window) => window.getByRole('tab', { name: /^Cohorts/ }).click()],
  [
    'a cohort',
    async (window) => {
      await window.getByRole('row', { name: /Stopped before/ }).click();
      await expect(window.getByRole('heading', { level: 2, name: /^Cohort/ })).toContainText('saved by');
    },
  ],
  [
    'nudges',
    async (window) => {
      await window.getByRole('tab', { name: /^Nudges/ }).click();
      await expect(window.getByRole('row', { name: /make your first API key/ })).toBeVisible();
    },
  ],
  [
    'a nudge that was sent',
    async (window) => {
      await window.getByRole('row', { name: /make your first API key/ }).click();
      await expect(window.getByRole('button', { name: 'Read the mail' })).toBeVisible();
    },
  ],
  [
    'Health',
    async (window) => {
      await openScreen(window, 'Health');
      await expect(window.getByRole('figure', { name: 'Response time', exact: true })).toBeVisible();
      await expect(window.getByRole('table', { name: /^Endpoints with/ })).toBeVisible({ timeout: 20_000 });
    },
  ],
  [
    'the numbers behind a chart, compared with the period before',
    async (window) => {
      await window.getByRole('button', { name: 'Show CPU as a table' }).click();
      await window.getByRole('switch', { name: 'Compare with the period before' }).check();
      await expect(window.getByRole('columnheader', { name: 'mean before' })).toBeVisible();
    },
  ],
  ['Alerts', (window) => openScreen(window, 'Alerts')],
  [
    'an alert that fires',
    async (window) => {
      await window.getByRole('row', { name: /api\/chat\/stream/ }).click({ timeout: 90_000 });
      await expect(window.getByRole('complementary', { name: /slower than 500 ms/ })).toContainText('the limit is');
    },
  ],
  [
    'escalating an alert',
    async (window) => {
      await window.keyboard.press('i');
      const dialog = window.getByRole('dialog', { name: 'Declare an incident' });
      await expect(dialog.getByLabel('First update')).toHaveValue(/the limit is 500 ms/);
    },
  ],
  [
    'a rule of alerts',
    async (window) => {
      await window.keyboard.press('Escape');
      await window.getByRole('tab', { name: 'Rules' }).click();
      await window.getByRole('row', { name: /Service down/ }).click();
      await expect(window.getByRole('complementary', { name: 'Service down' })).toContainText('With the platform');
    },
  ],
  [
    'a new rule of alerts',
    async (window) => {
      await window.getByRole('button', { name: 'New rule' }).click();
      await expect(window.getByRole('dialog').getByRole('region', { name: 'Try it over the past' })).toBeVisible();
    },
  ],
  [
    'webhooks of alerts',
    async (window) => {
      await window.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await window.getByRole('tab', { name: 'Webhooks' }).click();
      await expect(window.getByRole('heading', { name: 'No webhook yet' })).toBeVisible();
    },
  ],
  [
    'a new webhook',
    async (window) => {
      await window.getByRole('button', { name: 'New webhook' }).click();
      await expect(window.getByRole('dialog').getByRole('checkbox', { name: 'Warning' })).toBeChecked();
    },
  ],
  [
    'Incidents',
    async (window) => {
      await window.keyboard.press('Escape');
      await openScreen(window, 'Incidents');
    },
  ],
  [
    'declaring an incident',
    async (window) => {
      await window.keyboard.press('n');
      const dialog = window.getByRole('dialog', { name: 'Declare an incident' });
      await dialog.getByLabel('First update').fill('We are looking into it.');
      await expect(dialog.getByRole('radiogroup', { name: 'Who can read it' })).toBeVisible();
    },
  ],
  [
    'an incident that is over',
    async (window) => {
      await window.keyboard.press('Escape');
      await window.getByRole('row', { name: /platform did not answer/ }).click();
      await expect(window.getByRole('list', { name: 'Timeline, newest first' })).toBeVisible();
    },
  ],
  [
    'reopening an incident',
    async (window) => {
      await window.getByRole('button', { name: 'Reopen…' }).click();
      await expect(window.getByRole('dialog', { name: 'Reopen the incident' }).getByLabel('Why')).toBeVisible();
    },
  ],
  [
    'editing an incident',
    async (window) => {
      await window.keyboard.press('Escape');
      await window.getByRole('button', { name: 'Edit…' }).click();
      await expect(window.getByRole('dialog', { name: 'Edit the incident' }).getByLabel('Ended')).toBeVisible();
    },
  ],
  [
    'Audit',
    async (window) => {
      await window.keyboard.press('Escape');
      await openScreen(window, 'Audit');
    },
  ],
  [
    'an audit entry',
    async (window) => {
      await window
        .getByRole('row', { name: /Signed in/ })
        .first()
        .click();
      await expect(window.getByRole('complementary', { name: 'Signed in' })).toContainText('Two-step sign-in');
    },
  ],
  ['Settings', (window) => openScreen(window, 'Settings')],
  ...['Appearance', 'Notifications', 'Platform', 'Account', 'Staff', 'Seats', 'Approval', 'Ingest keys', 'About'].map(
    (name) =>
      [
        `settings, ${name}`,
        async (window: Page) => {
          const sections = window.getByRole('navigation', { name: 'Sections of the settings' });
          await sections.getByRole('button', { name, exact: true }).click();
          await expect(window.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
        },
      ] as const,
  ),
  [
    'the palette',
    async (window) => {
      await window.keyboard.press('ControlOrMeta+k');
      await expect(window.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    },
  ],
  [
    'the help for keys',
    async (window) => {
      await window.keyboard.press('Escape');
      await window.keyboard.press('?');
      await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  ],
];

test('every screen is without barriers in light and dark, and whole at 200 % zoom and in the smallest window', async ({
  launchConsole,
}) => {
  test.setTimeout(420_000);
  const { window, application } = await launchConsole();
  const check = async () => {
    await expect(window.locator('[aria-busy=true]')).toHaveCount(0);
    await expectNoBarriers(window);
    await expectToFit(application, window);
  };
  await expect(window.getByRole('button', { name: 'Explore the rehearsal' })).toBeVisible();
  await test.step('connect', check);
  await window.getByRole('button', { name: 'Explore the rehearsal' }).click();
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible({ timeout: 60_000 });

  await test.step('the account menu', async () => {
    // The navigation is there before the first screen is.
    await expect(window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await window.getByRole('button', { name: /account menu/ }).click();
    await expect(window.getByRole('menuitemradio', { name: 'Ops', checked: true })).toBeVisible();
    await expect(window.getByRole('menuitemradio', { checked: false })).toHaveText(['Support', 'Admin']);
    await expectNoBarriers(window);
    await window.getByRole('menuitemradio', { name: 'Admin' }).click();
    await expect(window.getByRole('button', { name: /Admin.*account menu/ })).toBeVisible();
  });
  await test.step('views and more filters of users', async () => {
    await openScreen(window, 'Users');
    await window.getByRole('button', { name: /^View: / }).click();
    await expect(window.getByRole('menuitemradio', { name: 'All members', checked: true })).toBeVisible();
    await expectNoBarriers(window);
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'More' }).click();
    await expect(window.getByRole('combobox', { name: 'Who' })).toBeVisible();
    await expectNoBarriers(window);
    await window.keyboard.press('Escape');
    await openScreen(window, 'Overview');
  });
  for (const [name, open] of screens) {
    await test.step(name, async () => {
      await open(window);
      await check();
    });
  }
});
