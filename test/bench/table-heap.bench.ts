import { measurePairs } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';
import type { DevTools } from './window/devtools.ts';
import { heapOf } from './window/heap.ts';
import { openWindow } from './window/open-window.ts';
import { keepSession } from './window/signed-in.ts';
import { admin, setStage } from './window/stage.ts';

const invitations = 100_000;
const pairs = 3;
const pageRows = 1000;

/** Looks at every row once: down by 100 rows a frame, waiting wherever the rows are not there yet. */
function lookAtAllRows(page: DevTools): Promise<void> {
  return page.evaluate(`(async () => {
    const grid = document.querySelector('[role=grid]');
    const frame = () => new Promise(requestAnimationFrame);
    const loaded = () => [...grid.querySelectorAll('[role=row]')].every((row) => row.innerText.trim() !== '');
    for (let top = 0; top < grid.scrollHeight; top += 3200) {
      grid.scrollTop = top;
      await frame();
      for (let tries = 0; !loaded() && tries < 1000; tries += 1) await frame();
    }
    grid.scrollTop = grid.scrollHeight;
    for (let tries = 0; !grid.innerText.includes('${invitations}@') && !loaded(); tries += 1) {
      if (tries > 2000) throw new Error('The end of the list never came.');
      await frame();
    }
  })()`);
}

async function openScreen(page: DevTools, name: string): Promise<void> {
  await page.evaluate(`(async () => {
    const link = [...document.querySelectorAll('nav a')].find(({ textContent }) => textContent === '${name}');
    link.click();
    for (let tries = 0; document.querySelector('h1')?.textContent !== '${name}'; tries += 1) {
      if (tries > 500) throw new Error('${name} did not open.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })()`);
}

/** The texts of all pages of the list, as the platform answers them. */
async function everyPage(url: string): Promise<string[]> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(admin) };
  const { access_token } = (await (await fetch(`${url}/api/auth/signin`, post)).json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const pages: string[] = [];
  for (let cursor = ''; ; ) {
    const query = new URLSearchParams({ limit: `${pageRows}`, ...(cursor === '' ? {} : { cursor }) });
    const text = await (await fetch(`${url}/beta/invitations?${query}`, { headers })).text();
    pages.push(text);
    const { next_cursor: next } = JSON.parse(text) as { next_cursor: string | null };
    if (next === null) return pages;
    cursor = next;
  }
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  report(`filling a platform with ${invitations} invitations`);
  const stage = await setStage(invitations);
  try {
    await keepSession(stage);
    const pages = await everyPage(stage.platform.url);
    const measured = await measurePairs({
      pairs,
      warmUp: 0,
      subject: async () => {
        report('looking at all rows');
        const parameters = ['gatehouse://open/invitations'];
        const { page, close } = await openWindow(stage.executable, { ...stage.console, parameters }, 3000);
        await openScreen(page, 'Outbox');
        const before = await heapOf(page);
        await openScreen(page, 'Invitations');
        await lookAtAllRows(page);
        const after = await heapOf(page);
        await close();
        return (after - before) / 2 ** 20;
      },
      yardstick: async () => {
        const { page, close } = await openWindow(stage.executable, stage.empty, 1000);
        await page.evaluate('window.rows = []; 0');
        const before = await heapOf(page);
        for (const text of pages)
          await page.evaluate(`window.rows.push(...JSON.parse(${JSON.stringify(text)}).items); 0`);
        const after = await heapOf(page);
        await close();
        return (after - before) / 2 ** 20;
      },
    });
    return [
      {
        name: 'heap of a table',
        subject: `what the list of ${invitations} rows still holds after every row was looked at`,
        yardstick: 'the same rows as a plain array of objects',
        unit: 'MiB',
        better: 'lower',
        limit: 1.5,
        goal: 1,
        pairs: measured,
      },
    ];
  } finally {
    await stage.end();
  }
}

export const bench: Bench = { name: 'table-heap', run };
