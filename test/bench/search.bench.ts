import { fillDirectoryWithUsers } from '#test/support/many-users.ts';
import { measurePairs, median, timed } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';
import type { DevTools } from './window/devtools.ts';
import { openWindow } from './window/open-window.ts';
import { keepSession } from './window/signed-in.ts';
import { admin, setStage } from './window/stage.ts';

const users = 100_000;
const warmUp = 3;
/** From here on a task is one that the browser itself calls long. */
const longMilliseconds = 50;

const names = ['ada.lov', 'grace.hop', 'linus.ham', 'margaret.lis', 'barbara.per', 'radia.joh', 'hedy.tur'];
/** A person's mail name as it stands after each of its letters but the first: what many share, then what few do. */
const texts = names.flatMap((name) => [...name].slice(1).map((_letter, place) => name.slice(0, place + 2)));

async function press(page: DevTools, key: string): Promise<void> {
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key });
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
}

/** Puts the text into the search field as a person's hand would, but at once, and waits for its rows. */
async function typeAllBut(page: DevTools, text: string): Promise<void> {
  await page.evaluate("document.querySelector('input[type=search]').select()");
  await page.send('Input.insertText', { text });
  await page.evaluate(settled(text));
}

/** Until the answer of this search is shown. */
function settled(text: string): string {
  return `(async () => {
    const wanted = ${JSON.stringify(text)};
    const there = () => {
      const grid = document.querySelector('[role=grid]');
      const search = new URLSearchParams(location.search).get('q');
      if (search !== wanted) return false;
      return grid === null || grid.getAttribute('aria-busy') === 'false';
    };
    for (let tries = 0; !there(); tries += 1) {
      if (tries > 2000) throw new Error('No answer for ' + wanted);
      await new Promise(requestAnimationFrame);
    }
  })()`;
}

/** When the last key was pressed, and when what it asks for was on screen, in milliseconds of the page. */
interface Painted {
  /** From then on the rows in view were those of the platform's answer, in its order and words. */
  rows: number;
  /** How many there are in all stood below them: the answer itself. */
  answer: number;
}

/** Notes what stands in the rows in view with each frame, until the answer of the search has been painted. */
function watch(text: string): string {
  return `(async () => {
    const wanted = ${JSON.stringify(text)};
    const inView = () => {
      const grid = document.querySelector('[role=grid]');
      if (grid === null) return document.querySelector('main')?.textContent ?? '';
      const below = grid.getBoundingClientRect().bottom;
      const rows = [...grid.querySelectorAll('[role=row][aria-rowindex]')];
      return rows.filter((row) => row.getBoundingClientRect().top < below)
        .sort((one, other) => one.ariaRowIndex - other.ariaRowIndex)
        .map((row) => row.textContent).join('\\n');
    };
    // Rows of the question before are no result, whatever they say: they are drawn as what they are.
    const asked = () => window.keyAt !== 0 && new URLSearchParams(location.search).get('q') === wanted
      && !document.querySelector('[role=grid]')?.parentElement.className.includes('pending');
    const answered = () => document.querySelector('[role=grid]')?.getAttribute('aria-busy') !== 'true';
    // What is told from within a frame comes when the page has painted it.
    const painted = () => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
    const frames = [];
    for (let tries = 0; ; tries += 1) {
      if (tries > 2000) throw new Error('No answer for ' + wanted);
      await new Promise(requestAnimationFrame);
      const shown = asked() ? inView() : null;
      const last = shown !== null && answered();
      frames.push({ shown, at: await painted() });
      if (last) break;
    }
    const { shown, at } = frames.at(-1);
    const other = frames.findLastIndex((frame) => frame.shown !== shown);
    return { rows: frames[other + 1].at - window.keyAt, answer: at - window.keyAt };
  })()`;
}

async function signedIn(url: string): Promise<(text: string) => Promise<unknown>> {
  const answer = await fetch(`${url}/api/auth/signin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(admin),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return async (text) => {
    const query = new URLSearchParams({
      q: text,
      role: 'member',
      state: 'not_deleted',
      sort: '-created_at',
      limit: '50',
    });
    const found = await fetch(`${url}/api/users?${query}`, { headers: { authorization: `Bearer ${access_token}` } });
    if (!found.ok) throw new Error(`The search answered with ${found.status}: ${await found.text()}`);
    return await found.json();
  };
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  report(`filling a platform with ${users} users`);
  const stage = await setStage(users, fillDirectoryWithUsers);
  try {
    await keepSession(stage);
    const ask = await signedIn(stage.platform.url);
    const parameters = ['gatehouse://open/users'];
    const { page, close } = await openWindow(stage.executable, { ...stage.console, parameters }, 5000);
    await page.evaluate(`window.keyAt = 0; window.longest = [];
      addEventListener('keydown', (event) => { window.keyAt = event.timeStamp; }, true);
      new PerformanceObserver((list) => window.longest.push(...list.getEntries().map((entry) => entry.duration)))
        .observe({ type: 'longtask' });`);
    report(`${texts.length} searches`);
    let turns = 0;
    // Both sides of a pair ask the same; which of them is first, and finds it cold, changes from pair to pair.
    const nextText = () => texts[Math.floor(turns++ / 2) % texts.length] ?? 'ada';
    const longest: number[] = [];
    const answers: number[] = [];
    const measured = await measurePairs({
      pairs: texts.length,
      warmUp,
      subject: async () => {
        const text = nextText();
        await typeAllBut(page, text.slice(0, -1));
        await page.evaluate('window.longest.length = 0; window.keyAt = 0');
        const watched = page.evaluate<Painted>(watch(text));
        await press(page, text.slice(-1));
        const { rows, answer } = await watched;
        answers.push(answer);
        longest.push(await page.evaluate<number>('Math.max(0, ...window.longest)'));
        return rows;
      },
      yardstick: () => {
        const text = nextText();
        return timed(() => ask(text));
      },
    });
    await close();
    return [
      {
        name: 'search as you type',
        subject: `each key of ${names.length} names to its rows on screen, as the answer has them, among ${users} users`,
        yardstick: 'the same search over bare HTTP from Node',
        unit: 'ms',
        better: 'lower',
        limit: 1.5,
        goal: 1.2,
        pairs: measured,
      },
      {
        name: 'search as you type, answered',
        subject: 'each key to the answer on screen, with how many there are in all',
        yardstick: 'the same search over bare HTTP from Node',
        unit: 'ms',
        better: 'lower',
        // A bound of our own, so that the answer does not get slower for them.
        limit: 2.6,
        goal: 1.5,
        pairs: { subject: answers.slice(-texts.length), yardstick: measured.yardstick },
      },
      {
        name: 'longest task of a search',
        subject: `the longest task of the page, median of ${texts.length} searches`,
        yardstick: 'what the browser calls long',
        unit: 'ms',
        better: 'lower',
        limit: 1,
        goal: 1,
        pairs: { subject: [median(longest)], yardstick: [longMilliseconds] },
      },
    ];
  } finally {
    await stage.end();
  }
}

export const bench: Bench = { name: 'search', run };
