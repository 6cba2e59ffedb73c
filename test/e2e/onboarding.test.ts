import type { Page } from 'playwright';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import { expectNoBarriers } from '#test/support/accessibility.ts';
import type { ApiClient } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { addMember } from '#test/support/member-accounts.ts';
import { staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';
import { type SmtpServer, startSmtpServer } from '#test/support/smtp-server.ts';
import { answer, changePerson } from '#test/support/story.ts';

const said: readonly (readonly [OnboardingStep, object])[] = [
  ['welcome', { accepted_guidelines: true }],
  ['profile', { job_title: 'Engineer', team_size: '1' }],
  ['preferences', { language: 'en', time_zone: 'Europe/Stockholm', product_mails: true }],
  ['api_key', { label: 'First key', environment: 'test' }],
  ['first_agent', { name: 'Scribe', provider: 'openai' }],
  ['feedback', { overall: 5 }],
];

/** Confirms an address with the link in the mail, as its owner does. */
async function confirmAddress(staff: ApiClient, email: string): Promise<void> {
  const { items } = await staff.call('outbox.list', { query: { kind: 'verify_email', q: email } });
  const { text } = await staff.call('outbox.get', { params: { id: items[0]?.id ?? '' } });
  const token = /token=([\w-]+)/.exec(text)?.[1] ?? '';
  await staff.call('auth.verify_email', { body: { token } });
}

/** Somebody who registered, confirmed the address and did so many steps. */
async function addMemberAt(address: string, staff: ApiClient, name: string, steps: number, confirmed = true) {
  const username = name.toLowerCase().replaceAll(' ', '.');
  const email = `${username}@example.org`;
  const member = await addMember(address, staff, { fullName: name, email, username });
  if (confirmed) await confirmAddress(staff, email);
  for (const [step, data] of said.slice(0, steps))
    await member.api.call('onboarding.step', { params: { step_id: step }, body: { data } });
  return member;
}

const tab = (window: Page, name: string) => window.getByRole('tab', { name: new RegExp(`^${name}`) });
const row = (window: Page, name: string | RegExp) => window.getByRole('row', { name });
const button = (window: Page, name: string | RegExp) => window.getByRole('button', { name });

let smtp: SmtpServer | undefined;
test.afterEach(async () => {
  await smtp?.close();
  smtp = undefined;
});

test('from a bar of the funnel to its people, saved as a cohort, nudged, and the nudge cancelled in time', async ({
  launchConsole,
  startPlatform,
}) => {
  // Two nudges are held for their minute one after the other.
  test.setTimeout(240_000);
  smtp = await startSmtpServer();
  const environment = { SMTP_URL: smtp.url, GATEHOUSE_MAIL_FROM: 'Beta <beta@example.com>' };
  const { platform, api, add } = await staffedPlatform(startPlatform, { environment });
  const ops = await add('ops', 'Olga Ops');
  const support = await add('support', 'Sam Support');
  await addMemberAt(platform.url, api, 'Ada Moreau', 6);
  await addMemberAt(platform.url, api, 'Grace Hopper', 3);
  await addMemberAt(platform.url, api, 'Linus Liskov', 3);
  await addMemberAt(platform.url, api, 'Mallory Quiet', 3, false);
  await addMemberAt(platform.url, api, 'Nils Profile', 1);

  const { window } = await launchConsole();
  await signIn(window, platform.url, ops);
  await openScreen(window, 'Onboarding');

  await test.step('the funnel says how many came through and where most stop', async () => {
    await expect(answer(window)).toHaveText(
      /^1 of 5 members completed onboarding \(20\.0 %, n = 5, 95 % interval 3\.6–62\.4 %\); most stop at API key: 3 wait there\.$/,
    );
    const step = row(window, /^API key/);
    await expect(step).toContainText('Most stop here');
    await expect(step).toContainText('25.0 %');
    await expect(step).toContainText('n = 4');
    await window.getByRole('radiogroup', { name: 'Broken down by' }).getByText('Sign-up week').click();
    await expect(window.getByRole('table', { name: 'Onboarding by sign-up week' })).toContainText('5 registered');
  });

  await test.step('a bar leads to its people, and Back to the funnel', async () => {
    await window.getByTitle('Waiting at Profile: 1').click();
    await expect(window.getByRole('heading', { level: 2, name: /^Waiting at Profile/ })).toContainText('1 member');
    await expect(row(window, /Nils Profile/)).toBeVisible();
    await window.goBack();
    await button(window, 'Waiting at API key: 3, show them').click();
    await expect(window.getByRole('heading', { level: 2, name: /^Waiting at API key/ })).toContainText('3 members');
    for (const name of ['Grace Hopper', 'Linus Liskov', 'Mallory Quiet'])
      await expect(row(window, new RegExp(name))).toBeVisible();
    await expect(row(window, /Ada Moreau/)).toHaveCount(0);
    await window.reload();
    await expect(row(window, /Grace Hopper/)).toBeVisible();
  });

  await test.step('they are saved as a cohort', async () => {
    await button(window, 'Save as cohort…').click();
    const dialog = window.getByRole('dialog');
    await expect(dialog.getByLabel('Name')).toHaveValue(/^Waiting at API key, /);
    await dialog.getByLabel('Name').fill('Stopped before their key');
    await dialog.getByRole('button', { name: 'Save cohort' }).click();
    await expect(dialog).toBeHidden();
    await button(window, 'Save as cohort…').click();
    await dialog.getByLabel('Name').fill('Stopped before their key');
    await dialog.getByRole('button', { name: 'Save cohort' }).click();
    await expect(dialog).toContainText('Another cohort has this name');
    await window.keyboard.press('Escape');
    await tab(window, 'Cohorts').click();
    await row(window, /Stopped before their key/).click();
    await expect(window.getByRole('heading', { level: 2, name: /^Cohort/ })).toContainText('saved by Olga Ops');
    await expect(row(window, /Mallory Quiet/)).toBeVisible();
  });

  const dialog = window.getByRole('dialog');
  const banner = window.getByRole('status').filter({ hasText: 'The nudge about API key to 2 members goes out in' });

  await test.step('a nudge shows its plan and the mail before it is held', async () => {
    await button(window, 'Nudge 3…').click();
    await expect(dialog).toContainText('2 of 3 members get a mail. Left out:');
    await expect(dialog).toContainText('1 member: address not confirmed');
    await expect(dialog.getByRole('button', { name: 'Nudge 2', exact: true })).toBeDisabled();
    await dialog.getByLabel('Message').fill('Your key is one <b>minute</b> away.');
    const preview = dialog.getByRole('region', { name: 'Preview of the mail' });
    await expect(preview).toContainText('Your key is one <b>minute</b> away.');
    await expect(preview).toContainText(/Hello (Grace Hopper|Linus Liskov)/);
    await dialog.getByRole('button', { name: 'Nudge 2', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(window.getByRole('timer')).toContainText(/goes out in (1:00|0:\d\d)/);
    await expect(row(window, /Mallory Quiet/)).toContainText('Left out');
    await expect(row(window, /Mallory Quiet/)).toContainText('address not confirmed');
    await expect(row(window, /Grace Hopper/)).toContainText('Held');
  });

  await test.step('on every screen, and after a reload, it can be cancelled until the minute is over', async () => {
    await openScreen(window, 'Users');
    await expect(banner).toBeVisible();
    await window.reload();
    await expect(banner).toBeVisible();
    await banner.getByRole('button', { name: 'Cancel the nudge' }).click();
    await expect(banner).toBeHidden();
    await openScreen(window, 'Onboarding');
    await tab(window, 'Nudges').click();
    await row(window, /make your first API key/).click();
    await expect(window.getByText(/Olga Ops, .*: nobody got a mail/)).toBeVisible();
    await expect(row(window, /Grace Hopper/)).toContainText('Cancelled');
  });

  await test.step('one that is not cancelled is sent, also to whom it failed at first, and nothing of the other ever is', async () => {
    if (smtp) smtp.onRecipient = (address) => (address.startsWith('nils') ? '550 5.1.1 no such mailbox' : '250 fine');
    await tab(window, 'Stuck').click();
    await expect(window.getByRole('heading', { name: 'Nobody is stuck' })).toBeVisible();
    await tab(window, 'Funnel').click();
    await button(window, 'Waiting at Profile: 1, show them').click();
    await window.getByRole('checkbox', { name: /Nils Profile/ }).check();
    const bar = window.getByRole('toolbar', { name: 'Selected people' });
    await bar.getByRole('button', { name: 'Nudge 1…' }).click();
    await expect(dialog).toContainText('1 of 1 member gets a mail; nobody is left out.');
    await dialog.getByLabel('Subject').fill('Your profile');
    await dialog.getByLabel('Message').fill('Tell us who you are.');
    await dialog.getByRole('button', { name: 'Nudge 1', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(window.getByRole('timer')).toBeVisible();
    await expect(row(window, /Nils Profile/)).toContainText('Failed', { timeout: 100_000 });
    if (smtp) smtp.onRecipient = () => '250 fine';
    await button(window, 'Retry 1 failure').click();
    await expect(dialog).toContainText('1 mail is queued again with the same text.');
    await expectNoBarriers(window);
    await dialog.getByRole('button', { name: 'Retry', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(row(window, /Nils Profile/)).toContainText('Sent', { timeout: 30_000 });
    await expect(button(window, /^Retry/)).toHaveCount(0);
    await expect(window.getByRole('main')).toContainText('1 sent');
    // By now the minute of the cancelled one is long over.
    await openScreen(window, 'Outbox');
    await window.getByRole('combobox', { name: 'Kind' }).click();
    await window.getByRole('option', { name: 'Nudge' }).click();
    await expect(window.getByText('1 mail', { exact: true })).toBeVisible();
    await expect(row(window, /nils\.profile@example\.org/)).toContainText('Your profile');
  });

  await test.step('support looks, and is offered no more', async () => {
    await changePerson(window, platform.url, support);
    await openScreen(window, 'Onboarding');
    await button(window, 'Waiting at API key: 3, show them').click();
    await expect(row(window, /Grace Hopper/)).toBeVisible();
    await expect(button(window, /^(Save as cohort|Nudge \d)/)).toHaveCount(0);
    await expect(window.getByRole('checkbox')).toHaveCount(0);
    await tab(window, 'Nudges').click();
    await expect(row(window, /Your profile/)).toContainText('1 sent');
    await row(window, /Nils Profile|Your profile/).click();
    await expect(row(window, /Nils Profile/)).toContainText('Sent');
  });
});

test('before the first member every part says what will appear in it', async ({ launchConsole, startPlatform }) => {
  const { platform, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  const { window } = await launchConsole();
  await signIn(window, platform.url, ops);
  await openScreen(window, 'Onboarding');
  await expect(answer(window)).toHaveText('Nobody has registered yet.');
  const pictures = [
    ['Funnel', 'No members yet'],
    ['People', 'No members yet'],
    ['Stuck', 'No members yet'],
    ['Cohorts', 'No cohorts yet'],
    ['Nudges', 'Nobody was nudged yet'],
  ] as const;
  for (const [name, title] of pictures) {
    await tab(window, name).click();
    await expect(window.getByRole('heading', { name: title })).toBeVisible();
  }
  await tab(window, 'Funnel').click();
  await window.getByRole('combobox', { name: 'Tier' }).click();
  await window.getByRole('option', { name: 'Premium' }).click();
  await expect(window.getByRole('heading', { name: 'No members match these filters' })).toBeVisible();
  await expect(answer(window)).toHaveText('No member matches these filters.');
  await button(window, 'Clear filters').last().click();
  await expect(window.getByRole('heading', { name: 'No members yet' })).toBeVisible();
});

test('who is stuck, since when and why: from the list to the page of the person, and on to the others', async ({
  launchConsole,
}) => {
  const { window } = await launchConsole();
  await button(window, 'Explore the rehearsal').click();
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible({ timeout: 60_000 });
  await openScreen(window, 'Onboarding');
  await tab(window, 'Stuck').click();
  await window.getByRole('combobox', { name: 'Stuck at' }).click();
  await window.getByRole('option', { name: 'First agent' }).click();
  const grid = window.getByRole('grid', { name: 'Members who are stuck' });
  await expect(grid.getByRole('row').nth(1)).toContainText('First agent');
  await grid.getByRole('row').nth(1).getByText('@').click();
  const panel = window.getByRole('complementary');
  await expect(panel).toContainText(
    /came to First agent on .* and has not done it since: [\d.,]+× as long as the median/,
  );
  await expect(panel).toContainText(/\d+ others are stuck at First agent; .* has been there longest/);
  await expect(panel.getByRole('button', { name: 'Nudge 1…' })).toBeVisible();
  const name = (await panel.getByRole('heading', { level: 2 }).textContent()) ?? '';
  await window.getByRole('combobox', { name: 'Tier' }).click();
  await window.getByRole('option', { name: 'Enterprise' }).click();
  await expect(window.getByText(/^\d members stuck/)).toBeVisible();
  await button(window, 'Clear filters').click();

  await panel.getByRole('link', { name: 'Open page' }).click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(window.getByRole('main')).toContainText(/Stuck at First agent for .*× as long as the median of/);
  await window.getByRole('link', { name: /others stuck the same way/ }).click();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(name);
  await expect(grid.getByRole('row').nth(1)).toContainText('First agent');
});
