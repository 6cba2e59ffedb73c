import { measurePairs } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';
import type { DevTools } from './window/devtools.ts';
import { openWindow } from './window/open-window.ts';
import { keepSession } from './window/signed-in.ts';
import { setStage } from './window/stage.ts';

const invitations = 100_000;
const pairs = 9;
/** Ten seconds at 60 frames a second: for the list that is 167 rows a frame, faster than anybody can drag. */
const frames = 600;

/** Scrolls from top to bottom in equal steps, one a frame, and gives the longest time between two frames. */
function worstFrame(page: DevTools, scroller: string): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const scroller = ${scroller};
    const frame = () => new Promise(requestAnimationFrame);
    scroller.scrollTop = 0;
    for (let settle = 0; settle < 30; settle += 1) await frame();
    const bottom = scroller.scrollHeight - scroller.clientHeight;
    let worst = 0;
    let before = await frame();
    for (let step = 1; step <= ${frames}; step += 1) {
      scroller.scrollTop = (bottom * step) / ${frames};
      const now = await frame();
      worst = Math.max(worst, now - before);
      before = now;
    }
    if (Math.abs(scroller.scrollTop - bottom) > 1) throw new Error('The bottom was not reached.');
    return worst;
  })()`);
}

/** Waits until the last row is there: a list that only looks scrolled would be no list. */
function waitForText(page: DevTools, text: string): Promise<void> {
  return page.evaluate(`(async () => {
    for (let tries = 0; tries < 600; tries += 1) {
      if (document.querySelector('[role=grid]')?.innerText.includes(${JSON.stringify(text)})) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(${JSON.stringify(text)} + ' never came: ' + document.body.innerText.slice(0, 300));
  })()`);
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  report(`filling a platform with ${invitations} invitations`);
  const stage = await setStage(invitations);
  try {
    await keepSession(stage);
    const list = await openWindow(
      stage.executable,
      { ...stage.console, parameters: ['gatehouse://open/invitations'] },
      5000,
    );
    const page = { ...stage.empty, environment: { ...stage.empty.environment, BENCH_PAGE: 'static.html' } };
    const still = await openWindow(stage.executable, page, 2000);
    report(`${pairs} times from top to bottom`);
    const measured = await measurePairs({
      pairs,
      warmUp: 1,
      subject: async () => {
        const worst = await worstFrame(list.page, "document.querySelector('[role=grid]')");
        await waitForText(list.page, `${invitations}@`);
        return worst;
      },
      yardstick: () => worstFrame(still.page, 'document.scrollingElement'),
    });
    await list.close();
    await still.close();
    return [
      {
        name: 'worst frame while scrolling',
        subject: `${invitations} invitations from top to bottom in ${frames} steps, loading included`,
        yardstick: 'a static page of 2,000 plain rows, scrolled in as many steps',
        unit: 'ms',
        better: 'lower',
        limit: 2,
        goal: 2,
        pairs: measured,
      },
    ];
  } finally {
    await stage.end();
  }
}

export const bench: Bench = { name: 'scroll', run };
