import { expectContrast, expectNoBarriers } from '#test/support/accessibility.ts';
import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { expectToFit } from '#test/support/fit.ts';
import { addMember, followLink, openPart, openPersonByLink } from '#test/support/member-accounts.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { signIn } from '#test/support/sign-in.ts';

const grace = { fullName: 'Grace Hopper', email: 'grace@example.org', username: 'grace', company: 'Navy' };
const strange = '<img src=x onerror="document.title=\'broken\'"> \u202eelbaT';

test('a support agent ends a session and writes a note; what is typed is text, what is not theirs to see is said', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const support = await add('support', 'Sam Support');
  const member = await addMember(platform.url, api, { ...grace, fullName: strange });
  expect((await member.api.call('auth.me', {})).email).toBe(grace.email);
  const running = await launchConsole();
  const { window } = running;
  await signIn(window, platform.url, support);
  await openPersonByLink(running, member);
  await expect(window.getByRole('main').locator('header')).toContainText('Day 1 of 90');
  await expect(window.locator('main img')).toHaveCount(0);
  await expect(window.getByRole('button', { name: /Change tier|Reactivate/ })).toHaveCount(0);

  await test.step('the session is denied with its next request, and the page says who ended it and why', async () => {
    await openPart(window, 'Sessions');
    await window.getByRole('row', { name: /^Live/ }).click();
    const panel = window.getByRole('complementary', { name: 'Session' });
    await panel.getByRole('button', { name: 'End session…' }).click();
    const dialog = window.getByRole('dialog');
    await expect(dialog).toContainText('told that the session was ended, not why');
    await dialog.getByLabel('Reason (optional)').fill('She lost her laptop.');
    await dialog.getByRole('button', { name: 'End session', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(member.api.call('auth.me', {})).rejects.toThrow(/401.*session_revoked/);
    await expect(window.getByText(/ended; its next request is denied/)).toBeVisible();
    await expect(panel).toContainText('Sam Support (support)');
    await expect(panel).toContainText('She lost her laptop.');
    await expect(panel.getByRole('button', { name: 'End session…' })).toHaveCount(0);
    await expect(window.getByRole('row', { name: /^Ended/ })).toBeVisible();
    await openPart(window, 'Timeline');
    await expect(window.getByText('A session ended: She lost her laptop.')).toBeVisible();
  });

  await test.step('the draft of a note outlives its part, and the note is shown as it was typed', async () => {
    await window.keyboard.press('n');
    const field = window.getByLabel('New note');
    await expect(field).toBeFocused();
    const body = '<script>document.title="broken"</script>\nShe asked for <b>one</b> more key.';
    await field.fill(body);
    await openPart(window, 'Timeline');
    await openPart(window, 'Notes');
    await expect(field).toHaveValue(body);
    await field.press('Control+Enter');
    const note = window.getByRole('list', { name: 'Notes, newest first' }).getByRole('listitem');
    await expect(note).toContainText('<script>document.title="broken"</script>');
    await expect(note.locator('script, b')).toHaveCount(0);
    await expect(field).toHaveValue('');
    await expect(window.getByRole('tab', { name: 'Notes 1 written' })).toBeVisible();
    expect(await window.title()).toBe(`${strange} – Gatehouse`);
    for (let index = 1; index <= 70; index += 1) {
      await api.call('users.notes.create', { params: { id: member.id }, body: { body: `Note ${index}` } });
    }
    await window.reload();
    await expect(window.getByRole('tab', { name: 'Notes 71 written' })).toBeVisible();
    await expect(note).toHaveCount(50);
    await note.last().scrollIntoViewIfNeeded();
    await expect(note).toHaveCount(71);
    await expect(note.last()).toContainText('more key.');
  });

  await test.step('a colleague can be looked up, but not where they sign in', async () => {
    const [admin] = (await api.call('users.list', { query: { role: 'admin' } })).items;
    const params = { id: admin?.id ?? '' };
    await followLink(running.application, `users/${params.id}?part=sessions`);
    await expect(window.getByRole('heading', { name: 'Your role may not see this' })).toBeVisible();
    await expect(window.getByRole('button', { name: /Edit profile|Write a note/ })).toHaveCount(0);
    // The picture is only manners; the rule is the platform's.
    const other = await connectApi(platform.url, support);
    await expect(other.call('users.sessions', { params, query: {} })).rejects.toThrow(/403/);
    await followLink(running.application, 'users/00000000-0000-4000-8000-000000000000');
    await expect(window.getByRole('heading', { name: 'There is no such user' })).toBeVisible();
  });
});

test('an admin changes tier and profile, is told when somebody else was faster, and loses nothing', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  const member = await addMember(platform.url, api, grace);
  const params = { id: member.id };
  const stored = () => api.call('users.get', { params });
  const running = await launchConsole();
  const { window } = running;
  const dialog = window.getByRole('dialog');
  await signIn(window, platform.url, firstAdmin);
  await openPersonByLink(running, member);

  await test.step('every part is without barriers, and whole at 200 % zoom and in the smallest window', async () => {
    const check = async () => {
      await expect(window.locator('[aria-busy=true]')).toHaveCount(0);
      await expectNoBarriers(window);
      await expectToFit(running.application, window);
    };
    for (const part of ['Timeline', 'Sign-ins', 'Notes', 'Mails', 'Overview', 'Sessions']) {
      await openPart(window, part);
      await expect(window.getByRole('tabpanel', { name: new RegExp(`^${part}`) })).toBeVisible();
      await check();
    }
    await window.getByRole('row', { name: /^Live/ }).first().click();
    await expect(window.getByRole('complementary', { name: 'Session' })).toBeVisible();
    await check();
    await openPart(window, 'Overview');
    // The red of what takes something away is read in both schemes.
    await window.getByRole('button', { name: 'More actions' }).click();
    await expect(window.getByRole('menuitem', { name: 'Delete account…' })).toBeVisible();
    await expectContrast(window);
    await window.keyboard.press('Escape');
  });

  await test.step('a look at what changes, somebody else’s change in between, the change, and the way back', async () => {
    await window.getByRole('button', { name: 'Change tier…' }).click();
    await expect(dialog.getByRole('button', { name: 'Change tier' })).toBeDisabled();
    await dialog.getByText('Premium', { exact: true }).click();
    const preview = dialog.getByRole('region', { name: 'What would change' });
    await expect(preview).toContainText('Gains Webhooks and integrations');
    await expect(preview.getByRole('row', { name: 'Requests a day 1,000 10,000' })).toBeVisible();
    await expect(preview.getByRole('row', { name: 'Price after the beta, a month $0.00 $10.00' })).toBeVisible();
    await dialog.getByLabel('Reason (optional)').fill('She asked for webhooks.');
    await expectNoBarriers(window);
    await expectToFit(running.application, window);
    await api.call('users.tier', { params, body: { tier: 'enterprise', expected_tier: 'standard' } });
    await dialog.getByRole('button', { name: 'Change to Premium' }).click();
    await expect(dialog).toContainText('Somebody moved them to Enterprise meanwhile.');
    await expect(preview).toContainText('Loses A named contact');
    await expect(dialog.getByLabel('Reason (optional)')).toHaveValue('She asked for webhooks.');
    expect((await stored()).beta_tier).toBe('enterprise');
    await dialog.getByRole('button', { name: 'Change to Premium' }).click();
    await expect(dialog).toBeHidden();
    expect((await stored()).beta_tier).toBe('premium');

    const head = window.getByRole('main').locator('header');
    await expect(head.getByText('Premium', { exact: true })).toBeVisible();
    const notice = window.getByRole('main').getByRole('status').filter({ hasText: 'Moved from Enterprise to Premium' });
    await expect(notice).toContainText('can be undone until');
    await notice.getByRole('button', { name: 'Undo' }).click();
    await expect(head.getByText('Enterprise', { exact: true })).toBeVisible();
    await expect(notice).toBeHidden();
    expect((await stored()).beta_tier).toBe('enterprise');
  });

  await test.step('an edit that lost the race keeps what was typed and says what changed', async () => {
    await window.keyboard.press('e');
    await dialog.getByLabel('Full name').fill('Admiral Hopper');
    const { version } = await stored();
    await api.call('users.update', { params, body: { version, full_name: 'Grace B. Hopper', company: 'Harvard' } });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toContainText('Somebody changed this account meanwhile. What you typed is still here.');
    await expect(dialog.getByRole('listitem').first()).toContainText(
      /Grace Hopper.*Grace B\. Hopper; saving puts yours/,
    );
    await expect(dialog.getByLabel('Full name')).toHaveValue('Admiral Hopper');
    await expect(dialog.getByLabel('Company')).toHaveValue('Harvard');
    expect(await stored()).toMatchObject({ full_name: 'Grace B. Hopper', company: 'Harvard' });
    await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
    await expect(window.getByRole('heading', { level: 1, name: 'Admiral Hopper' })).toBeVisible();
    expect(await stored()).toMatchObject({ full_name: 'Admiral Hopper', company: 'Harvard' });
  });

  await test.step('ended sessions, suspension and deletion reach the member, and what can be taken back is', async () => {
    const head = window.getByRole('main').locator('header');
    const choose = async (action: string) => {
      await window.getByRole('button', { name: 'More actions' }).click();
      await window.getByRole('menuitem', { name: action }).click();
    };
    await choose('End all sessions…');
    await dialog.getByRole('button', { name: /^End \d sessions?$/ }).click();
    await expect(dialog).toBeHidden();
    await expect(member.api.call('auth.me', {})).rejects.toThrow(/session_revoked/);

    await choose('Suspend account…');
    await dialog.getByRole('button', { name: 'Suspend account' }).click();
    await expect(dialog.getByText('Say why')).toBeVisible();
    await dialog.getByLabel('Reason').fill('Shares the account.');
    await dialog.getByRole('button', { name: 'Suspend account' }).click();
    await expect(window.getByText('Shares the account.')).toBeVisible();
    await expect(connectApi(platform.url, member.credentials)).rejects.toThrow(/is suspended/);
    await head.getByRole('button', { name: 'Reactivate' }).click();
    await dialog.getByRole('button', { name: 'Reactivate' }).click();
    await expect(head.getByText('Active', { exact: true })).toBeVisible();
    await connectApi(platform.url, member.credentials);

    await choose('Delete account…');
    await expect(dialog).toContainText('For 30 days an admin can restore the account');
    await dialog.getByRole('button', { name: 'Delete account' }).click();
    await expect(head).toContainText(/Deleted on .*It can be restored until/);
    await expect(head.getByRole('button', { name: /Edit profile|Change tier/ })).toHaveCount(0);
    await head.getByRole('button', { name: 'Restore account' }).click();
    await dialog.getByRole('button', { name: 'Restore account' }).click();
    await expect(head.getByText('Active', { exact: true })).toBeVisible();
  });
});
