import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { openPglite } from '#platform/db/open.ts';
import { expectNoBarriers } from '#test/support/accessibility.ts';
import { connectApi } from '#test/support/api-client.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { expect, test } from '#test/support/electron.ts';
import { proxyTo } from '#test/support/failing-proxy.ts';
import { expectToFit } from '#test/support/fit.ts';
import { addMember, followLink, openPart, openPersonByLink } from '#test/support/member-accounts.ts';
import { firstAdmin, freePort, staffedPlatform } from '#test/support/people.ts';
import type { RunningPlatform } from '#test/support/platform-process.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

let data: string;
test.beforeEach(async () => {
  data = await makeDirectory('gatehouse-viewed-');
});
test.afterEach(() => rm(data, { recursive: true, force: true, maxRetries: 5 }));

/** As if the minutes of every open view had gone by: the times that the platform has stored lie further back. */
async function letTimePass(platform: RunningPlatform): Promise<void> {
  await platform.stop();
  const store = await openPglite(data);
  const shift = sql`started_at = started_at - interval '15 minutes', expires_at = expires_at - interval '15 minutes'`;
  await sql`update member_views set ${shift} where ended_at is null`.execute(store.database);
  await store.close();
}

const iris = { fullName: 'Iris Novak', email: 'iris@example.org', username: 'iris', tier: 'premium' } as const;

test('a support agent sees what a member sees, under a band, for a while, and it is written down', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(180_000);
  const port = await freePort();
  const { platform, api, add } = await staffedPlatform(startPlatform, { data, port });
  const support = await add('support', 'Sam Support');
  const member = await addMember(platform.url, api, iris);
  const goal = '<img src=x onerror="document.title=1"> \u202elaog';
  await member.api.call('onboarding.step', {
    params: { step_id: 'welcome' },
    body: { data: { accepted_guidelines: true, goal } },
  });
  const running = await launchConsole();
  const { window } = running;
  const dialog = window.getByRole('dialog');
  const band = window.getByRole('region', { name: 'View as' });
  const content = window.getByRole('region', { name: 'What they see' });
  const log = window.getByRole('list', { name: 'What was looked at' }).getByRole('listitem');
  const parts = window.getByRole('navigation', { name: 'Parts of what they see' });
  const open = (part: string) => parts.getByRole('button', { name: part }).click();
  const begin = async (reason: string) => {
    await window.getByRole('button', { name: 'View as…' }).click();
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'View as', exact: true }).click();
    await expect(band).toBeVisible();
  };
  await signIn(window, platform.url, support);
  await openPersonByLink(running, member);

  await test.step('a reason is asked for, and what comes of it is said', async () => {
    await window.getByRole('button', { name: 'View as…' }).click();
    await expect(dialog).toContainText('for 15 minutes, and can change nothing');
    await dialog.getByLabel('Reason').fill(' no ');
    await dialog.getByRole('button', { name: 'View as', exact: true }).click();
    await expect(dialog.getByText('Say why, in 5 characters or more')).toBeVisible();
    await expectNoBarriers(window);
    await dialog.getByLabel('Reason').fill('She can’t find her plan');
    await dialog.getByRole('button', { name: 'View as', exact: true }).click();
    await expect(band).toContainText(/You are looking at what\s*Iris Novak\s*sees/);
    await expect(band).toContainText('read only');
    await expect(band.getByRole('timer', { name: 'Time left' })).toHaveText(/^14:\d\d$|^15:00$/);
  });

  await test.step('each part is what she has, as text, without what is secret', async () => {
    await expect(content).toContainText('iris@example.org');
    await open('Plan');
    await expect(content).toContainText('4UAI-LIC-•••••');
    await expect(content).toContainText('Webhooks and integrations');
    await open('Onboarding');
    await expect(content.getByRole('listitem').filter({ hasText: 'Welcome' })).toContainText('<img src=x');
    await expect(content.locator('img')).toHaveCount(0);
    await open('Mails');
    await content.getByText('Welcome', { exact: false }).first().click();
    await expect(content).toContainText('(hidden)');
    await expect(log).toHaveText([/^Account/, /^Plan/, /^Onboarding/, /^Mails/]);
    for (const part of ['Account', 'Plan', 'Onboarding', 'Mails']) {
      await open(part);
      await expect(content.locator('[aria-busy=true]')).toHaveCount(0);
      await expectNoBarriers(window);
      await expectToFit(running.application, window);
    }
    // Coming back to a part within the view is no further look: it was kept.
    await expect(log).toHaveCount(4);
  });

  await test.step('no session of hers was made, and nobody else may look through this view', async () => {
    const sessions = await api.call('users.sessions', { params: { id: member.id }, query: {} });
    expect(sessions.total).toBe(1);
    const [started] = (await api.call('audit.list', { query: { action: 'user.view_as.started' } })).items;
    const viewId = String(started?.details.view_id);
    const params = { id: member.id, view_id: viewId, part: 'account' as const };
    await expect(api.call('view_as.read', { params, query: {} })).rejects.toThrow(/403/);
  });

  await test.step('End takes it all away, and says what was looked at', async () => {
    await band.getByRole('button', { name: 'End' }).click();
    await expect(window.getByRole('heading', { level: 1, name: 'The view has ended' })).toBeVisible();
    await expect(window.getByRole('main')).toContainText('You ended it.');
    await expect(band).toHaveCount(0);
    await expect(window.getByText('iris@example.org')).toHaveCount(0);
    await expect(log).toHaveCount(4);
    await expectNoBarriers(window);
  });

  await test.step('her timeline tells it', async () => {
    await window.getByRole('link', { name: 'Back to their page' }).click();
    await openPart(window, 'Timeline');
    await expect(window.getByText('Began to look through their eyes: She can’t find her plan.')).toBeVisible();
    await expect(window.getByText('Looked at their mails as they see it.')).toBeVisible();
    await expect(window.getByText('Stopped looking through their eyes.')).toBeVisible();
  });

  await test.step('when its time is over it ends by itself', async () => {
    await openPart(window, 'Overview');
    await begin('Called again about it');
    await expect(content).toContainText('iris@example.org');
    await letTimePass(platform);
    const again = await startPlatform({ data, port });
    await expect(async () => {
      // The console asks how the view stands by itself as well, and then there is no part to open any more.
      const over = window.getByText('Its 15 minutes are over.');
      if (!(await over.isVisible())) await parts.getByRole('button', { name: 'Plan' }).click({ timeout: 3000 });
      await expect(over).toBeVisible({ timeout: 3000 });
    }).toPass({ timeout: 60_000 });
    await expect(band).toHaveCount(0);
    await expect(content).toHaveCount(0);
    const admin = await connectApi(again.url, firstAdmin);
    const looks = await admin.call('audit.list', { query: { action: 'user.view_as.viewed', limit: 1 } });
    expect(looks.total).toBe(5);
  });

  await test.step('a link to a view of somebody else says that it is not for one', async () => {
    const other = await connectApi(platform.url, firstAdmin);
    const view = await other.call('view_as.start', { params: { id: member.id }, body: { reason: 'My own look' } });
    await followLink(running.application, `users/${member.id}/view/${view.id}`);
    await expect(window.getByRole('alert')).toContainText('Your role may not do this');
    await expect(window.getByRole('alert')).toContainText('Somebody else began this view');
  });
});

test('from the list, its panel and the palette; a look whose answer was lost is written down once', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(120_000);
  const { platform, api, add } = await staffedPlatform(startPlatform, { data });
  const support = await add('support', 'Sam Support');
  await addMember(platform.url, api, iris);
  const proxy = await proxyTo(platform.url);
  try {
    const { window } = await launchConsole();
    await signIn(window, proxy.url, support);
    await openScreen(window, 'Users');
    const dialog = window.getByRole('dialog');
    const table = window.getByRole('grid', { name: 'Users' });
    const band = window.getByRole('region', { name: 'View as' });
    const row = table.getByRole('row', { name: /Iris Novak/ });
    const begin = async (reason: string) => {
      await dialog.getByLabel('Reason').fill(reason);
      await dialog.getByRole('button', { name: 'View as', exact: true }).click();
      await expect(band).toContainText('Iris Novak');
    };

    await test.step('from the menu of her row, and the answer of the first look is lost', async () => {
      await row.getByRole('button', { name: 'Actions for iris@example.org' }).click();
      proxy.loseNext((path) => path.includes('/view-as/') && path.includes('/account'));
      await window.getByRole('menuitem', { name: 'View as…' }).click();
      await expect(dialog).toContainText(/View as .*Iris Novak/);
      await begin('She can’t find her plan');
      await expect(window.getByRole('region', { name: 'What they see' })).toContainText('iris@example.org');
      const log = window.getByRole('list', { name: 'What was looked at' }).getByRole('listitem');
      await expect(log).toHaveText([/^Account/]);
      const looks = await api.call('audit.list', { query: { action: 'user.view_as.viewed', limit: 1 } });
      expect(looks.total).toBe(1);
    });

    await test.step('by the palette, for whom the keyboard is on', async () => {
      await openScreen(window, 'Users');
      await expect(row).toBeVisible();
      await window.keyboard.press('j');
      await window.keyboard.press('ControlOrMeta+k');
      await window.keyboard.type('view as');
      await window.getByRole('option', { name: /View as .*Iris Novak/ }).click();
      await begin('Called about it again');
    });

    await test.step('and from the panel, if she is open', async () => {
      await openScreen(window, 'Users');
      await row.click();
      const panel = window.getByRole('complementary', { name: 'Iris Novak' });
      await panel.getByRole('button', { name: 'View as' }).click();
      await begin('And once more about it');
    });
  } finally {
    await proxy.close();
  }
});
