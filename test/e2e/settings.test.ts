import { totpCode, totpStep } from '#platform/auth/totp.ts';
import { expectNoBarriers } from '#test/support/accessibility.ts';
import { type Credentials, connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const admin: Credentials = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };

test('two-step sign-in from the secret to the code at the door', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await window.getByRole('button', { name: /account menu/ }).click();
  await window.getByRole('menuitem', { name: 'Account settings' }).click();
  await window.getByRole('button', { name: 'Set up two-step sign-in' }).click();
  await expect(window.getByRole('img', { name: 'The secret as a QR code' })).toBeVisible();
  await expect(window.getByLabel('One-time code')).toBeFocused();
  await expectNoBarriers(window);
  const shown = await window.getByRole('button', { name: /^Copy ([A-Z2-7]{4} ?){8}$/ }).textContent();
  const secret = (shown ?? '').replaceAll(' ', '');

  await window.getByLabel('One-time code').fill('000000');
  await window.getByRole('button', { name: 'Switch on' }).click();
  await expect(window.getByText('The code is wrong.')).toBeVisible();
  const step = totpStep(new Date());
  await window.getByLabel('One-time code').fill(totpCode(secret, step));
  await window.getByRole('button', { name: 'Switch on' }).click();
  await expect(window.getByRole('button', { name: 'Switch off' })).toBeVisible();

  await window.getByRole('button', { name: /account menu/ }).click();
  await window.getByRole('menuitem', { name: 'Sign out' }).click();
  await window.getByLabel('Password', { exact: true }).fill(admin.password);
  await expect(window.getByLabel('One-time code')).toBeHidden();
  await window.keyboard.press('Enter');
  await expect(window.getByLabel('One-time code')).toBeFocused();
  // A code works once, so the next one is due.
  await window.getByLabel('One-time code').fill(totpCode(secret, step + 1));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible();
});

test('a new password needs the present one, keeps this session and ends the others', async ({
  launchConsole,
  startPlatform,
}) => {
  const platform = await startPlatform({ admin });
  const elsewhere = await connectApi(platform.url, admin);
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await window.getByRole('button', { name: /account menu/ }).click();
  await window.getByRole('menuitem', { name: 'Account settings' }).click();
  const [present, next, again] = [
    window.getByLabel('Present password'),
    window.getByLabel('New password', { exact: true }),
    window.getByLabel('New password again'),
  ];
  const change = window.getByRole('button', { name: 'Change password' });
  await expect(change).toBeDisabled();
  const other = 'Copper-lantern-42-drift';

  await present.fill('not-my-Passw0rd');
  await next.fill(other);
  await again.fill(`${other}s`);
  await change.click();
  await expect(window.getByText('This is not the same as above')).toBeVisible();
  await again.fill(other);
  await change.click();
  await expect(window.getByText('The password is wrong.')).toBeVisible();
  await expect(next).toHaveValue(other);
  await expectNoBarriers(window);
  await present.fill(admin.password);
  await next.fill('ada.admin-2026');
  await again.fill('ada.admin-2026');
  await change.click();
  await expect(window.getByText('Needs an upper-case letter')).toBeVisible();
  await expect(elsewhere.call('auth.me', {})).resolves.toMatchObject({ email: admin.email });

  await next.fill(other);
  await again.fill(other);
  await change.click();
  await expect(window.getByText('Your password is changed; 1 other session ended')).toBeVisible();
  await expect(present).toHaveValue('');
  await expect(elsewhere.call('auth.me', {})).rejects.toThrow(/session_revoked/);
  await expect(connectApi(platform.url, admin)).rejects.toThrow(/invalid_credentials/);
  await connectApi(platform.url, { ...admin, password: other });
  await openScreen(window, 'Users');
});

test('an admin adds staff, changes the seats and the approval policy', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const api = await connectApi(platform.url, admin);
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Settings');
  const section = async (name: string) => {
    await window.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('button', { name }).click();
    await expect(window.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
  };

  await section('Staff');
  await expect(window.getByRole('row', { name: /ada\.admin@example\.com/ })).toBeVisible();
  await window.getByRole('button', { name: 'Add staff' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add staff' });
  await dialog.getByLabel('Email').fill(admin.email);
  await dialog.getByLabel('Full name').fill('Olu Ops');
  await dialog.getByText('Ops', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Add ops' }).click();
  await expect(dialog.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel('Full name')).toHaveValue('Olu Ops');
  await expectNoBarriers(window);
  await dialog.getByLabel('Email').fill('olu.ops@example.com');
  await dialog.getByLabel('Email').press('Enter');
  const added = window.getByRole('dialog', { name: 'Olu Ops can sign in as ops' });
  const password = await added.getByLabel('First password').textContent();
  // Shown once: it goes when somebody says so, and not with a slip.
  await window.keyboard.press('Escape');
  await expect(added.getByRole('button', { name: 'Copy password' })).toBeVisible();
  await expect(added).toContainText('nobody is mailed: tell olu.ops@example.com where to sign in');
  await expectNoBarriers(window);
  await added.getByRole('button', { name: 'Done' }).click();
  await expect(window.getByRole('row', { name: /olu\.ops@example\.com/ })).toBeVisible();
  await connectApi(platform.url, { email: 'olu.ops@example.com', password: password ?? '' });

  await section('Seats');
  await window.getByLabel('Seats', { exact: true }).fill('600');
  await window.getByRole('button', { name: 'Save seats' }).click();
  await expect(window.getByText('There are 600 seats now')).toBeVisible();
  expect((await api.call('capacity.get', {})).capacity).toBe(600);
  // A colleague is faster: nothing of theirs is lost unseen, and nothing that was typed here.
  await window.getByLabel('Seats', { exact: true }).fill('650');
  await api.call('capacity.update', { body: { capacity: 700 } });
  await window.getByRole('button', { name: 'Save seats' }).click();
  await expect(window.getByText('There are 700 seats now')).toBeVisible();
  await expect(window.getByLabel('Seats', { exact: true })).toHaveValue('650');
  expect((await api.call('capacity.get', {})).capacity).toBe(700);
  await expectNoBarriers(window);
  await window.getByRole('button', { name: 'Save seats' }).click();
  await expect(window.getByText('There are 650 seats now')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Save seats' })).toBeDisabled();
  await window.getByLabel('Seats', { exact: true }).fill('651');
  await api.call('capacity.update', { body: { capacity: 710 } });
  await window.getByRole('button', { name: 'Save seats' }).click();
  await window.getByRole('button', { name: 'Take theirs' }).click();
  await expect(window.getByLabel('Seats', { exact: true })).toHaveValue('710');

  await section('Approval');
  await window.getByLabel('Two admins above this many seats').fill('50');
  await window.getByRole('button', { name: 'Save policy' }).click();
  await expect(window.getByRole('button', { name: 'Save policy' })).toBeDisabled();
  expect((await api.call('approval_policy.get', {})).quorum_seats).toBe(50);
  await section('About');
  await expect(window.getByText('0.1.0')).toBeVisible();
  await expect(window.getByText('Kept in the outbox: no mail server is set (SMTP_URL)')).toBeVisible();
});

test('palette, shortcuts and help come from one list of commands', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await window.keyboard.press('ControlOrMeta+k');
  await window.keyboard.type('audi');
  await expect(window.getByRole('option')).toHaveCount(1);
  await expectNoBarriers(window);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();

  await window.keyboard.press('g');
  await window.keyboard.press('s');
  await expect(window.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await window.keyboard.press('?');
  await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Command palette');
  await expectNoBarriers(window);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();
});
