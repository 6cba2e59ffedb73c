import { expectNoBarriers } from '#test/support/accessibility.ts';
import { type Credentials, connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const admin: Credentials = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };

test('signing in by keyboard alone; a failed try loses nothing', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const { window } = await launchConsole();
  await expect(window.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible();
  await expectNoBarriers(window);

  // The first empty field has the focus.
  const address = window.getByLabel('Platform address');
  const email = window.getByLabel('Email', { exact: true });
  const password = window.getByLabel('Password', { exact: true });
  await expect(address).toBeFocused();
  await window.keyboard.type('http://127.0.0.1:9');
  await window.keyboard.press('Tab');
  await window.keyboard.type(admin.email);
  await window.keyboard.press('Tab');
  await window.keyboard.type('Wrong-horse-7-battery');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('alert')).toContainText('http://127.0.0.1:9');
  await expect(password).toHaveValue('Wrong-horse-7-battery');

  await address.fill(platform.url);
  await window.keyboard.press('Enter');
  await expect(window.getByText('E-mail or password is wrong.')).toBeVisible();
  await expect(address).toHaveValue(platform.url);
  await expect(email).toHaveValue(admin.email);
  await expect(password).toBeFocused();
  await expectNoBarriers(window);

  await window.keyboard.type(admin.password);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  // After signing out the platform is listed and filled in; the password is not.
  await window.getByRole('button', { name: /account menu/ }).click();
  await window.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible();
  const platforms = window.getByRole('region', { name: 'Platforms' });
  await expect(platforms.getByRole('listitem')).toHaveCount(1);
  await expect(address).toHaveValue(platform.url);
  await expect(email).toHaveValue(admin.email);
  await expect(password).toHaveValue('');
  await expect(password).toBeFocused();
});

test('an address that can’t be one is refused beside its field', async ({ launchConsole }) => {
  const { window } = await launchConsole();
  await window.getByLabel('Platform address').fill('ftp://beta.example.com');
  await window.getByLabel('Email', { exact: true }).fill(admin.email);
  await window.getByLabel('Password', { exact: true }).fill(admin.password);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(window.getByText('The address must begin with https://')).toBeVisible();
  await expect(window.getByLabel('Platform address')).toHaveValue('ftp://beta.example.com');
  await expect(window.getByLabel('Password', { exact: true })).toHaveValue(admin.password);
});

test('platforms are named, coloured and forgotten', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Settings');
  await window.getByRole('button', { name: 'Platform', exact: true }).click();
  await window.getByLabel('Name').fill('Spring beta');
  await window.getByRole('radio', { name: 'teal' }).check();
  await window.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(window.getByRole('region', { name: 'Title bar' })).toContainText('Spring beta');

  await window.getByRole('button', { name: /account menu/ }).click();
  await window.getByRole('menuitem', { name: 'Sign out' }).click();
  await window.getByRole('button', { name: 'Edit Spring beta' }).click();
  const dialog = window.getByRole('dialog', { name: 'Edit Spring beta' });
  await expect(dialog.getByRole('radio', { name: 'teal' })).toBeChecked();
  await expectNoBarriers(window);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Forget Spring beta' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByText('None yet.')).toBeVisible();
  await expect(window.getByLabel('Platform address')).toHaveValue('');
});

test('a session that is ended elsewhere keeps what was typed for the same person', async ({
  launchConsole,
  startPlatform,
}) => {
  const platform = await startPlatform({ admin });
  const api = await connectApi(platform.url, admin);
  const person = { email: 'olu.ops@example.com', password: 'Correct-horse-8-battery' };
  await api.call('users.create', { body: { ...person, full_name: 'Olu Ops', role: 'ops' } });
  const { window } = await launchConsole();
  await signIn(window, platform.url, person);
  await openScreen(window, 'Invitations');
  await window.getByRole('button', { name: 'Invite', exact: true }).click();
  await window.getByLabel('E-mail address').fill('grace@example.com');

  // A new password ends every session of the person.
  await api.call('auth.forgot_password', { body: { email: person.email } });
  const mails = await api.call('outbox.list', { query: { kind: 'reset_password' } });
  const { text } = await api.call('outbox.get', { params: { id: mails.items[0]?.id ?? '' } });
  const token = /token=([^\s&"]+)/.exec(text)?.[1] ?? '';
  const renewed = { email: person.email, password: 'Correct-horse-9-battery' };
  await api.call('auth.reset_password', { body: { token, password: renewed.password } });

  await window.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible();
  await expect(window.getByRole('dialog')).toBeHidden();
  await expectNoBarriers(window);
  await window.getByLabel('Password', { exact: true }).fill(renewed.password);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(window.getByLabel('E-mail address')).toHaveValue('grace@example.com');
  await window.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(window.getByRole('heading', { name: 'grace@example.com is invited' })).toBeVisible();
});

test('the rehearsal is labelled, and shows what each role may see', async ({ launchConsole }) => {
  const { window } = await launchConsole();
  await window.getByRole('button', { name: 'Explore the rehearsal' }).click();
  const screens = window.getByRole('navigation', { name: 'Screens' });
  await expect(screens).toBeVisible({ timeout: 60_000 });
  await expect(window.getByText('Rehearsal: a simulated beta on this computer.')).toBeVisible();
  await expect(screens.getByRole('link', { name: 'Outbox', exact: true })).toBeVisible();
  await expect(screens.getByRole('link', { name: 'Audit', exact: true })).toBeHidden();

  const look = async (role: string) => {
    await window.getByRole('button', { name: /account menu/ }).click();
    await window.getByRole('menuitemradio', { name: role }).click();
    await expect(window.getByRole('button', { name: new RegExp(`${role}.*account menu`) })).toBeVisible();
  };
  await openScreen(window, 'Outbox');
  await look('Support');
  await expect(window.getByRole('heading', { name: 'Your role may not see this' })).toBeVisible();
  await expect(screens.getByRole('link', { name: 'Outbox', exact: true })).toBeHidden();
  await look('Admin');
  await openScreen(window, 'Audit');
});
