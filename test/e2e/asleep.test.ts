import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectApi } from '#test/support/api-client.ts';
import { lineTo } from '#test/support/cut-line.ts';
import { watchDesktop } from '#test/support/desktop.ts';
import { expect, test } from '#test/support/electron.ts';
import { moveClock } from '#test/support/move-clock.ts';
import { firstAdmin } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const day = 86_400_000;
const soon = { timeout: 60_000 };
const dayOnSignal = pathToFileURL(resolve(import.meta.dirname, '..', 'support', 'day-on-signal.ts')).href;

test('a computer that slept for a day says so, catches up, is still signed in, and tells of the night in one word', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(240_000);
  const environment = { NODE_OPTIONS: `--import ${dayOnSignal}` };
  const platform = await startPlatform({ admin: firstAdmin, environment });
  const line = await lineTo(platform.url);
  const { window, application } = await launchConsole();
  const desktop = await watchDesktop(application);
  await signIn(window, line.url, firstAdmin);
  await openScreen(window, 'Health');
  await window.getByRole('radiogroup', { name: 'Range' }).getByText('5 min', { exact: true }).click();
  await window.getByRole('button', { name: 'Show CPU as a table' }).click();
  await expect(window.getByText('Live', { exact: true })).toBeVisible(soon);
  // The console has looked at what fires, so whatever comes is new.
  await expect.poll(desktop.badges, soon).not.toEqual([]);
  const times = () => window.getByRole('table', { name: 'CPU', exact: true }).getByRole('rowheader').allTextContents();
  await expect.poll(async () => (await times()).length, soon).toBeGreaterThan(1);

  await line.cut();
  await application.evaluate(`(${moveClock.toString()})(${day})`);
  await window.evaluate(`(${moveClock.toString()})(${day})`);
  platform.process.kill('SIGUSR2');

  await test.step('what is shown says how old it is', async () => {
    await expect(window.getByText(/^1 d( \d+ (h|min|s))? old$/)).toBeVisible(soon);
  });

  const api = await connectApi(platform.url, firstAdmin);
  const makeRule = (number: number) =>
    api.call('alerts.rules.create', {
      body: {
        name: `Night ${number}`,
        metric: 'process.memory_bytes',
        label: '',
        statistic: 'mean',
        window_seconds: 30,
        condition: { kind: 'threshold', direction: 'above', value: 1, clear: null },
        for_seconds: 0,
        clear_for_seconds: 0,
        minimum_count: 0,
        severity: 'warning',
        enabled: true,
      },
    });
  for (let number = 1; number <= 6; number += 1) await makeRule(number);
  await expect
    .poll(async () => (await api.call('alerts.list', { query: { state: 'firing', q: 'Night' } })).total, soon)
    .toBe(6);
  expect(await desktop.titles()).toEqual([]);

  await line.mend();
  await application.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  await test.step('awake: the session goes on, and the charts show now', async () => {
    await expect(window.getByText('Live', { exact: true })).toBeVisible(soon);
    await expect(window.getByText(/^Offline/)).toHaveCount(0);
    await expect(window.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible();
    const { points } = await api.call('metrics.history', { query: { name: 'cpu.share', label: '' } });
    const newest = points.at(-1)?.at ?? '';
    expect(Date.parse(newest) - Date.now()).toBeGreaterThan(day - 60_000);
    const shown = (at: string) => new Date(at).toTimeString().slice(0, 8);
    await expect.poll(times, soon).toContain(shown(newest));
  });
  await test.step('one notification tells of all that began meanwhile', async () => {
    await expect.poll(desktop.titles, soon).toEqual(['6 alerts began to fire']);
    await expect.poll(async () => (await desktop.badges()).at(-1), soon).toBeGreaterThanOrEqual(6);
  });
  await test.step('screens ask with a token that is good', async () => {
    await openScreen(window, 'Alerts');
    await expect(window.getByRole('row', { name: /Night 6/ })).toBeVisible(soon);
    expect(await desktop.titles()).toEqual(['6 alerts began to fire']);
  });
  await line.close();
});
