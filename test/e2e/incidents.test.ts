import { expectNoBarriersOnPage } from '#test/support/accessibility.ts';
import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

test('an incident from declared to resolved, on the status page and in the audit log', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  const statusPage = async () => await (await fetch(new URL('/status', platform.url))).text();
  const { window, application } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Incidents');
  await expect(window.getByRole('heading', { name: 'No incidents yet' })).toBeVisible();

  // Declared by key; what is missing is said, and nothing that was typed is lost.
  await window.keyboard.press('n');
  const declare = window.getByRole('dialog', { name: 'Declare an incident' });
  await declare.getByLabel('First update').fill('Both nodes restart every few seconds.');
  await declare.getByRole('button', { name: 'Declare publicly' }).click();
  await expect(declare.getByText('Give it a title')).toBeVisible();
  await expect(declare.getByText('Say what is affected')).toBeVisible();
  await declare.getByRole('textbox', { name: 'Title' }).fill('The API <b>is down</b>');
  await declare.getByRole('radiogroup', { name: 'Severity' }).getByText('P0').click();
  await declare.getByRole('radiogroup', { name: 'API' }).getByText('Down').click();
  await declare.getByLabel('Another service').fill('Vector search');
  await window.keyboard.press('Enter');
  await expect(declare.getByRole('radio', { name: 'Affected' }).last()).toBeChecked();
  await expect(declare.getByLabel('First update')).toHaveValue('Both nodes restart every few seconds.');
  await expect(declare.getByText('Only staff can read it.', { exact: true })).toBeVisible();
  await declare.getByRole('button', { name: 'Declare publicly' }).click();

  await expect(window.getByRole('heading', { level: 1, name: 'The API <b>is down</b>' })).toBeVisible();
  const timeline = window.getByRole('list', { name: 'Timeline, newest first' });
  await expect(timeline.getByRole('listitem')).toHaveCount(1);
  await expect(timeline).toContainText('Internal');
  const { items } = await api.call('incidents.list', { query: { state: 'open' } });
  const id = items[0]?.id ?? '';
  expect(items[0]?.services).toEqual([
    { name: 'api', downtime: true },
    { name: 'Vector search', downtime: false },
  ]);
  await expect(async () => {
    const told = await statusPage();
    expect(told).toContain('The API &#60;b&#62;is down&#60;/b&#62;');
    expect(told).not.toContain('restart every few seconds');
  }).toPass();

  // In a browser, which runs nothing of it.
  const opening = application.waitForEvent('window');
  await application.evaluate(({ BrowserWindow }, address) => {
    void new BrowserWindow({ width: 1280, height: 800, useContentSize: true }).loadURL(address);
  }, `${platform.url}/status`);
  const page = await opening;
  await expect(page.getByRole('heading', { level: 1, name: 'Status of the 4UAI beta' })).toBeVisible();
  await expect(page.getByRole('article')).toContainText('The API <b>is down</b>');
  await expect(page.getByRole('img', { name: /^The last 90 days: .*1 down/ })).toBeVisible();
  await page.getByText('Days with trouble (1)').first().click();
  await expectNoBarriersOnPage(page);
  await page.close();

  // An update that moves it on, for everybody, and says so before it is sent.
  await window.keyboard.press('u');
  const composer = window.getByRole('form', { name: 'Post an update' });
  await composer.getByLabel('Update', { exact: true }).fill('We found the cause.');
  await expect(composer.getByRole('button', { name: 'Post internally' })).toBeVisible();
  await composer.getByText('Public', { exact: true }).click();
  await expect(composer).toContainText('Everybody can read it on the status page, without your name.');
  await composer.getByRole('combobox', { name: 'Move to' }).click();
  await window.getByRole('option', { name: 'Move to identified' }).click();
  await composer.getByRole('button', { name: 'Post publicly' }).click();
  await expect(timeline.getByRole('listitem').first()).toContainText('Moved to identified');
  await expect(timeline.getByRole('listitem').first()).toContainText('Public');
  await expect(composer.getByLabel('Update', { exact: true })).toHaveValue('');

  // A colleague changes it while the form is open: told, and nothing is lost or overwritten unseen.
  await window.keyboard.press('Tab');
  await window.getByRole('button', { name: 'Edit…' }).click();
  const edit = window.getByRole('dialog', { name: 'Edit the incident' });
  await edit.getByLabel('Impact').fill('Nobody can sign in');
  await edit.getByLabel('Cause').fill('A disk that is full');
  const colleague = await connectApi(platform.url, firstAdmin);
  const before = await colleague.call('incidents.get', { params: { id } });
  await colleague.call('incidents.update', {
    params: { id },
    body: { version: before.version, cause: 'A certificate', severity: 'P1' },
  });
  await edit.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(edit).toContainText('Somebody changed this incident meanwhile. What you typed is still here.');
  await expect(edit).toContainText('Severity: P0→, now P1');
  await expect(edit.getByLabel('Impact')).toHaveValue('Nobody can sign in');
  await expect(edit.getByLabel('Cause')).toHaveValue('A disk that is full');
  expect((await colleague.call('incidents.get', { params: { id } })).cause).toBe('A certificate');
  await edit.getByRole('button', { name: 'Save mine over theirs' }).click();
  await expect(edit).toBeHidden();
  const facts = window.getByRole('region', { name: 'Facts' });
  await expect(facts).toContainText('A disk that is full');

  await window.getByRole('button', { name: 'Resolve…' }).click();
  const resolve = window.getByRole('dialog', { name: 'Resolve the incident' });
  await resolve.getByRole('button', { name: 'Resolve the incident' }).click();
  await expect(resolve.getByText('Say what was done')).toBeVisible();
  await resolve.getByLabel('Resolution').fill('Emptied the disk');
  await resolve.getByLabel('Last update').fill('It works again.');
  await resolve.getByRole('button', { name: 'Resolve the incident' }).click();
  await expect(resolve).toBeHidden();
  await expect(window.getByRole('button', { name: 'Reopen…' })).toBeVisible();

  await expect(async () => {
    const told = await statusPage();
    expect(told).toContain('What is measured works.');
    expect(told).toContain('It works again.');
    expect(told).toContain('We found the cause.');
    for (const secret of ['Emptied', 'disk', 'Nobody can sign in', 'restart', 'Administrator', '@']) {
      expect(told.replace(/<style>[\s\S]*<\/style>/, '')).not.toContain(secret);
    }
  }).toPass({ timeout: 20_000 });

  await facts.getByRole('link', { name: 'Its entries in the audit log' }).click();
  const entries = window.getByRole('grid', { name: 'Audit entries' });
  for (const name of [/Incident resolved/, /Incident changed/, /Incident moved on/, /Incident declared/]) {
    await expect(entries.getByRole('row', { name }).first()).toBeVisible();
  }
  await entries
    .getByRole('row', { name: /Incident resolved/ })
    .getByRole('link')
    .click();
  await expect(window.getByRole('heading', { level: 1, name: 'The API <b>is down</b>' })).toBeVisible();
});

test('support reads incidents and is offered nothing else; what was begun is kept while one looks elsewhere', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const agent = await add('support', 'Priya Support');
  const ops = await add('ops', 'Olga Ops');
  const services = [{ name: 'mail', downtime: false }];
  for (const severity of ['P1', 'P2'] as const) {
    await api.call('incidents.declare', { body: { title: `Mails are late ${severity}`, severity, services } });
  }
  const { window } = await launchConsole();
  await signIn(window, platform.url, ops);
  await openScreen(window, 'Incidents');
  await window.getByRole('row', { name: /Mails are late P2/ }).click();
  await window.getByLabel('Update', { exact: true }).fill('Half a thought');
  await openScreen(window, 'Incidents');
  await window.getByRole('combobox', { name: 'Severity' }).click();
  await window.getByRole('option', { name: 'P2' }).click();
  await expect(window).toHaveURL(/severity=P2/);
  await expect(window.getByText('1 incident', { exact: true })).toBeVisible();
  await window.getByRole('row', { name: /Mails are late P2/ }).click();
  await expect(window.getByLabel('Update', { exact: true })).toHaveValue('Half a thought');

  const second = await launchConsole();
  await signIn(second.window, platform.url, agent);
  await openScreen(second.window, 'Incidents');
  await expect(second.window.getByRole('main')).toContainText('2 incidents are open');
  await expect(second.window.getByRole('button', { name: 'Declare an incident' })).toHaveCount(0);
  await second.window.getByRole('row', { name: /Mails are late P1/ }).click();
  await expect(second.window.getByRole('list', { name: 'Timeline, newest first' })).toBeVisible();
  for (const name of ['Edit…', 'Resolve…', 'Post internally']) {
    await expect(second.window.getByRole('button', { name })).toHaveCount(0);
  }
});
