import type { Page } from 'playwright';
import { expectNoBarriers } from '#test/support/accessibility.ts';
import { connectApi } from '#test/support/api-client.ts';
import { lineTo } from '#test/support/cut-line.ts';
import { expect, test } from '#test/support/electron.ts';
import { proxyTo } from '#test/support/failing-proxy.ts';
import { expectToFit } from '#test/support/fit.ts';
import { firstAdmin } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

/** Points of ten seconds are written when their stretch is over. */
const nextPoint = { timeout: 30_000 };

/** The times in the first column of a chart's table as seconds of the day, newest first. */
async function secondsIn(window: Page, title: string): Promise<number[]> {
  const texts = await window.getByRole('table', { name: title, exact: true }).getByRole('rowheader').allTextContents();
  return texts.map((text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
}

/** A time as seconds of the day where this computer is. */
function secondOf(at: string): number {
  const time = new Date(at);
  return (time.getHours() * 60 + time.getMinutes()) * 60 + time.getSeconds();
}

test('traffic is seen live; pausing, ranges by keyboard, and a line that is cut leave no gap', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(240_000);
  const platform = await startPlatform({ admin: firstAdmin });
  const api = await connectApi(platform.url, firstAdmin);
  const line = await lineTo(platform.url);
  const running = await launchConsole();
  const { window, application } = running;
  const newestMeasured = async () => {
    const { series } = await api.call('metrics.realtime', {});
    return series.find(({ name }) => name === 'cpu.share')?.points.at(-1)?.at ?? '';
  };
  await signIn(window, line.url, firstAdmin);
  await openScreen(window, 'Health');

  await test.step('an endpoint that is called stands in the table, against its target', async () => {
    for (let call = 0; call < 25; call += 1) await fetch(`${platform.url}/api/health`);
    const row = window.getByRole('row', { name: /^GET \/api\/health / });
    await expect(row).toContainText('≤ 100 ms', nextPoint);
    await expect(row).toContainText(/On target|Off target/);
    await expect(row.getByRole('cell', { name: '25', exact: true })).toBeVisible();
    await row.getByRole('button').click();
    await expect(window.getByRole('button', { name: /^GET \/api\/health: Show the traffic of all/ })).toBeVisible();
    await window.getByRole('button', { name: 'Show Requests as a table' }).click();
    // On a busy machine the 25 fall into two stretches of ten seconds.
    const rates = window.getByRole('table', { name: 'Requests', exact: true }).getByRole('cell', { name: /\/s$/ });
    const sum = async () => (await rates.allTextContents()).reduce((all, rate) => all + Number.parseFloat(rate), 0);
    await expect.poll(sum, nextPoint).toBeCloseTo(2.5);
    await window.getByRole('button', { name: /^GET \/api\/health: Show the traffic of all/ }).click();
    await expect(window.getByRole('table', { name: 'Requests', exact: true }).getByRole('row')).not.toHaveCount(1);
  });

  await test.step('a head that says the state, the version and the age', async () => {
    await expect(window.locator('header').getByText(/^(Healthy|Degraded|Critical)$/)).toBeVisible();
    await expect(window.getByText(/Version \d.* on the embedded database, 1 node/)).toBeVisible();
    await expect(window.getByText('Live', { exact: true })).toBeVisible(nextPoint);
    await expect(window.getByRole('row', { name: /^Database Up / })).toBeVisible(nextPoint);
  });

  await test.step('the newest point moves while its stretch runs', async () => {
    await window.getByRole('button', { name: 'Show CPU as a table' }).click();
    const seen = new Map<string, Set<string>>();
    const newest = window.getByRole('table', { name: 'CPU', exact: true }).getByRole('row').nth(1);
    await expect
      .poll(async () => {
        const [time = '', value = ''] = await newest.locator('th, td').allTextContents();
        seen.set(time, (seen.get(time) ?? new Set()).add(value));
        return Math.max(...[...seen.values()].map((values) => values.size));
      }, nextPoint)
      // A processor that is wholly busy says 100 % over and over.
      .toBeGreaterThan(1);
    await window.getByRole('button', { name: 'Show CPU as a chart' }).click();
  });

  await test.step('the numbers are copied as CSV', async () => {
    await window.getByRole('button', { name: 'Copy CPU as CSV' }).click();
    await expect(window.getByRole('button', { name: 'Copied CPU' })).toBeVisible();
    const copied = await application.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toMatch(/^\uFEFF?time,mean\r\n\d{4}-\d\d-\d\dT[\d:.]+Z,(?:0\.\d+|1)\r\n/);
  });

  await test.step('pausing keeps what is shown, going on catches up', async () => {
    await window.getByRole('button', { name: 'Show CPU as a table' }).click();
    await window.keyboard.press('p');
    await expect(window.getByText(/^Paused, /)).toBeVisible();
    const paused = await secondsIn(window, 'CPU');
    const before = await newestMeasured();
    await expect.poll(newestMeasured, nextPoint).not.toBe(before);
    expect(await secondsIn(window, 'CPU')).toEqual(paused);
    await window.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(async () => (await secondsIn(window, 'CPU'))[0]).not.toBe(paused[0]);
  });

  await test.step('the range changes by keyboard and stands in the address', async () => {
    await window.getByRole('radiogroup', { name: 'Range' }).getByRole('radio', { name: '1 h' }).focus();
    await window.keyboard.press('ArrowLeft');
    await expect(window).toHaveURL(/[?&]range=5m\b/);
    await expect(window.getByRole('heading', { name: 'Endpoints, last 5 minutes' })).toBeVisible();
    // One of them may be of the stretch that runs, and is drawn from the range before.
    await expect.poll(async () => (await secondsIn(window, 'CPU')).length, nextPoint).toBeGreaterThan(3);
    // Of this range by now: it is live once it has been read whole.
    await expect(window.getByText('Live', { exact: true })).toBeVisible(nextPoint);
  });

  await test.step('a cut line: the charts stay and say how old they are; mended, nothing is missing', async () => {
    await line.cut();
    await expect(window.getByText(/^Offline/).first()).toBeVisible({ timeout: 30_000 });
    const kept = await secondsIn(window, 'CPU');
    expect(kept.length).toBeGreaterThan(2);
    const before = await newestMeasured();
    await expect
      .poll(async () => Date.parse(await newestMeasured()) - Date.parse(before), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(20_000);
    await expect(window.getByText(/^(\d+ min )?(\d+ s )?old$/)).toBeVisible();
    expect(await secondsIn(window, 'CPU')).toEqual(kept);
    await line.mend();
    await expect
      .poll(async () => (await secondsIn(window, 'CPU')).length, { timeout: 60_000 })
      .toBeGreaterThan(kept.length + 1);
    await expect(window.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
    // Without the newest, which may be of the stretch that runs.
    const shown = (await secondsIn(window, 'CPU')).slice(1);
    const { points } = await api.call('metrics.history', { query: { name: 'cpu.share', label: '' } });
    const measured = points.map(({ at }) => secondOf(at)).reverse();
    const since = measured.indexOf(shown[0] ?? -1);
    expect(shown).toEqual(measured.slice(since, since + shown.length));
    expect(shown.length).toBe(new Set(shown).size);
    await expect(window.getByText(/^Offline/)).toHaveCount(0);
  });

  await test.step('zooming in on a stretch is shared by all charts, and undone by a key', async () => {
    const chart = window.getByRole('img', { name: /^Memory\./ });
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const y = box.y + box.height / 2;
    await window.mouse.move(box.x + box.width * 0.7, y);
    await window.mouse.down();
    await window.mouse.move(box.x + box.width * 0.9, y, { steps: 4 });
    await window.mouse.up();
    await expect(window).toHaveURL(/[?&]zoom=\d+-\d+/);
    await expect(window.getByRole('heading', { name: /^Uptime, .* for 1 min/ })).toBeVisible();
    await expect.poll(async () => (await secondsIn(window, 'CPU')).length).toBeLessThan(9);
    await window.keyboard.press('w');
    await expect(window).not.toHaveURL(/zoom=/);
  });

  await test.step('without barriers, and whole in small windows', async () => {
    await window.getByRole('button', { name: 'Show CPU as a chart' }).click();
    await expect(window.locator('[aria-busy=true]')).toHaveCount(0);
    await expectNoBarriers(window);
    await expectToFit(application, window);
  });
  await line.close();
});

test('what happened is seen in the charts; pictures, the crosshair by keys, and a series that fails', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(180_000);
  const platform = await startPlatform({ admin: firstAdmin });
  const api = await connectApi(platform.url, firstAdmin);
  const proxy = await proxyTo(platform.url);
  const incident = await api.call('incidents.declare', {
    body: {
      title: 'Sign-in is slow',
      severity: 'P1',
      services: [{ name: 'api', downtime: false }],
      started_at: new Date(Date.now() - 20 * 60_000).toISOString(),
    },
  });
  const { application, window } = await launchConsole();
  await signIn(window, proxy.url, firstAdmin);
  await openScreen(window, 'Health');
  const chart = window.getByRole('figure', { name: 'CPU', exact: true });
  const flag = chart.getByRole('button', { name: 'Incident: Sign-in is slow' });

  await test.step('an incident and the version that runs stand where they began', async () => {
    await expect(flag).toBeVisible();
    await expect(chart.getByRole('button', { name: /^Deployment: Version \d/ })).toBeVisible();
    await flag.hover();
    await expect(chart.getByText(/^Incident: Sign-in is slow P1, /)).toBeVisible();
  });

  await test.step('the chart is painted, and anew when the scheme changes', async () => {
    /** Whether the line that the chart stands on has its colour in a scheme. */
    const isPaintedIn = (scheme: 'light' | 'dark') =>
      chart.getByRole('img').evaluate((element, wanted) => {
        const canvas = element as HTMLCanvasElement;
        const pixel = (context: CanvasRenderingContext2D | null, x: number, y: number) =>
          [...(context?.getImageData(x, y, 1, 1).data ?? [])].join();
        const root = document.documentElement;
        const probe = document.createElement('canvas').getContext('2d');
        if (probe !== null) probe.fillStyle = getComputedStyle(root).getPropertyValue('--gh-line-strong').trim();
        probe?.fillRect(0, 0, 1, 1);
        const base = (canvas.height / canvas.clientHeight) * (canvas.clientHeight - 22);
        return (
          root.dataset.mantineColorScheme === wanted &&
          pixel(canvas.getContext('2d'), canvas.width / 2, base) === pixel(probe, 0, 0)
        );
      }, scheme);
    for (const colorScheme of ['light', 'dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme });
      await expect.poll(() => isPaintedIn(colorScheme)).toBe(true);
    }
  });

  await test.step('a kind is switched off in all charts, in the address', async () => {
    const toggle = window.getByRole('button', { name: 'Incidents in the charts' });
    await toggle.click();
    await expect(window).toHaveURL(/[?&]hide=incident/);
    await expect(window.getByRole('button', { name: 'Incident: Sign-in is slow' })).toHaveCount(0);
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
    await expect(chart.getByRole('button', { name: /^Deployment: / })).toBeVisible();
    await toggle.click();
    await expect(window).not.toHaveURL(/hide=/);
  });

  await test.step('a chart is copied as an image, by keys', async () => {
    await application.evaluate(({ clipboard }) => clipboard.writeText('before'));
    await window.getByRole('button', { name: 'Copy CPU as an image' }).press('Enter');
    await expect(window.getByRole('button', { name: 'Copied CPU' })).toBeVisible();
    const size = await application.evaluate(({ clipboard }) => {
      // Electron before its clipboard became that of the web, which is what the tests run on.
      const { readImage } = clipboard as unknown as {
        readImage: () => { toPNG: () => Buffer; getSize: () => { width: number; height: number } };
      };
      const image = readImage();
      return { ...image.getSize(), head: image.toPNG().subarray(1, 4).toString('latin1') };
    });
    expect(size.head).toBe('PNG');
    const box = await chart.boundingBox();
    expect(size.width).toBeGreaterThan(box?.width ?? 0);
    expect(size.height).toBeGreaterThan(200);
  });

  await test.step('the crosshair goes from point to point by keys, and says what stands there', async () => {
    await expect(chart.getByRole('listitem').getByText(/%$/)).toBeVisible(nextPoint);
    const slider = chart.getByRole('slider', { name: 'CPU, point by point' });
    await slider.focus();
    await window.keyboard.press('End');
    const told = chart.getByRole('status');
    await expect(told).toHaveText(/^\d\d:\d\d:\d\d: mean [\d.]+ %/);
    await expect(told).toContainText('Incident: Sign-in is slow');
    await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d:\d\d$/);
    const newest = (await slider.getAttribute('aria-valuetext')) ?? '';
    await expect
      .poll(async () => {
        await window.keyboard.press('End');
        return slider.getAttribute('aria-valuetext');
      }, nextPoint)
      .not.toBe(newest);
    const last = (await slider.getAttribute('aria-valuetext')) ?? '';
    await window.keyboard.press('Home');
    await expect(slider).not.toHaveAttribute('aria-valuetext', last);
    const first = (await slider.getAttribute('aria-valuetext')) ?? '';
    await window.keyboard.press('ArrowRight');
    await expect(slider).not.toHaveAttribute('aria-valuetext', first);
    await window.keyboard.press('ArrowLeft');
    await expect(slider).toHaveAttribute('aria-valuetext', first);
    await window.keyboard.press('Escape');
    await expect(slider).toHaveAttribute('aria-valuetext', 'No moment chosen');
    await expect(told).toHaveText('');
  });

  await test.step('a series that fails is said in its chart alone, with its request, and comes back', async () => {
    proxy.fail((path) => path.includes('/metrics/history') && path.includes('name=disk.share'));
    // Longer ranges are asked for series by series.
    await window.getByRole('radiogroup', { name: 'Range' }).getByText('6 h', { exact: true }).click();
    const disk = window.getByRole('figure', { name: 'Disk', exact: true });
    await expect(disk.getByText(proxy.requestId)).toBeVisible(nextPoint);
    await expect(window.getByText(proxy.requestId)).toHaveCount(1);
    await expect(window.getByText(/^\d+ s old$/)).toBeVisible();
    proxy.fail(() => false);
    await disk.getByRole('button', { name: 'Try again' }).click();
    await expect(disk.getByText(proxy.requestId)).toHaveCount(0, nextPoint);
    await window.getByRole('radiogroup', { name: 'Range' }).getByText('1 h', { exact: true }).click();
  });

  await test.step('the same stands in the table, without barriers, and leads to what it is about', async () => {
    await window.getByRole('button', { name: 'Show CPU as a table' }).click();
    const entry = window
      .getByRole('table', { name: 'CPU', exact: true })
      .getByRole('button', { name: /^Incident: Sign-in is slow/ });
    await expect(entry).toBeVisible();
    await expectNoBarriers(window);
    await expectToFit(application, window);
    await entry.click();
    await expect(window).toHaveURL(new RegExp(`/incidents/${incident.id}`));
    await expect(window.getByRole('heading', { level: 1 })).toContainText('Sign-in is slow');
  });
  await proxy.close();
});
