import type { Page } from 'playwright';
import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { proxyTo } from '#test/support/failing-proxy.ts';
import { firstAdmin } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const soon = { timeout: 60_000 };

/** The times in the first column of the table behind a chart, oldest first, as the second of the minute and so on. */
async function timesIn(window: Page): Promise<string[]> {
  const table = window.getByRole('table', { name: 'CPU', exact: true });
  return (await table.getByRole('rowheader').allTextContents()).reverse();
}

const stretch = 10;
const secondsOf = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

/** Whether times follow each other without a gap and without one twice. */
function expectWhole(times: readonly string[]): void {
  const [first = 0, ...others] = times.map(secondsOf);
  expect(others).toEqual(others.map((_, index) => (first + (index + 1) * stretch) % 86_400));
}

test('a proxy that keeps the stream back, hands it on late or cuts it: asked for, honest about its age, no gap', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(300_000);
  const platform = await startPlatform({ admin: firstAdmin });
  const proxy = await proxyTo(platform.url);
  const api = await connectApi(platform.url, firstAdmin);
  const { window } = await launchConsole();
  const live = window.getByText('Live', { exact: true });
  proxy.handStream('kept back');
  await signIn(window, proxy.url, firstAdmin);
  await openScreen(window, 'Health');
  await window.getByRole('radiogroup', { name: 'Range' }).getByText('5 min', { exact: true }).click();
  await window.getByRole('button', { name: 'Show CPU as a table' }).click();

  await test.step('kept back: the console asks instead, and never says that it catches up', async () => {
    const seen = new Set<string>();
    await expect
      .poll(async () => {
        for (const word of ['Live', 'Catching up']) {
          if (await window.getByText(word, { exact: true }).isVisible()) seen.add(word);
        }
        return (await timesIn(window)).length;
      }, soon)
      .toBeGreaterThan(4);
    expect([...seen]).toEqual([]);
    await expect(window.getByText(/^\d+ s old$/)).toBeVisible();
    expectWhole(await timesIn(window));
  });

  await test.step('handed on as it comes: live', async () => {
    proxy.handStream('as it comes');
    await expect(live).toBeVisible(soon);
    expectWhole(await timesIn(window));
  });

  await test.step('handed on late: the age is that of what is shown, not of when it came', async () => {
    proxy.handStream({ lateBy: 25_000 });
    // What was asked for when the line was made is newer for so long; then there is only what comes, a moment ago, and old.
    await expect(window.getByText(/^2[5-9] s old$/)).toBeVisible({ timeout: 90_000 });
    const age = async () => Number.parseInt((await window.getByTitle('Age of the numbers').textContent()) ?? '', 10);
    for (let look = 0; look < 10; look += 1) {
      const seconds = await age();
      expect(seconds).toBeGreaterThan(22);
      expect(seconds).toBeLessThan(40);
      await window.waitForTimeout(200);
    }
    expectWhole(await timesIn(window));
  });

  await test.step('cut every few seconds: nothing is missing, and nothing is there twice', async () => {
    proxy.handStream({ cutAfter: 3000 });
    const before = (await timesIn(window)).at(-1) ?? '';
    await expect
      .poll(async () => secondsOf((await timesIn(window)).at(-1) ?? '') - secondsOf(before), soon)
      .toBeGreaterThanOrEqual(40);
    expectWhole(await timesIn(window));
    const { points } = await api.call('metrics.history', { query: { name: 'cpu.share', label: '' } });
    // What is shown is what was measured, but for the stretch that runs.
    const measured = new Set(points.map(({ at }) => new Date(at).toTimeString().slice(0, 8)));
    expect((await timesIn(window)).slice(0, -1).filter((time) => !measured.has(time))).toEqual([]);
    await expect(window.getByText(/^Offline/)).toHaveCount(0);
  });
  await proxy.close();
});
