import { expect, test } from '#test/support/electron.ts';
import { signIn } from '#test/support/sign-in.ts';

const admin = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };
const changes = 150;

/** What React holds of a component and of a state in it, as far as it is read here. */
interface Update {
  next: Update;
}
interface Hook {
  next: Hook | null;
  queue?: { pending?: Update | null } | null;
}
interface Fiber {
  child: Fiber | null;
  sibling: Fiber | null;
  memoizedState: Hook | null;
}

/** The longest list of updates that wait for a component to be drawn. Runs in the page. */
function longestQueue(): number {
  const root = document.getElementById('root') ?? document.body;
  const name = Object.keys(root).find((key) => key.startsWith('__reactContainer$')) ?? '';
  const waiting = [Reflect.get(root, name) as Fiber | null];
  let [longest, components] = [0, 0];
  for (let fiber = waiting.pop(); fiber !== undefined; fiber = waiting.pop()) {
    if (fiber === null) continue;
    components += 1;
    waiting.push(fiber.child, fiber.sibling);
    for (let hook = fiber.memoizedState; hook?.next !== undefined; hook = hook.next) {
      const first = hook.queue?.pending ?? null;
      let length = first === null ? 0 : 1;
      for (let update = first?.next; update !== undefined && update !== first; update = update.next) length += 1;
      longest = Math.max(longest, length);
      if (hook.next === null) break;
    }
  }
  // Else nothing was looked at, and nothing is proven.
  if (components < 50) throw new Error(`Only ${components} components were found.`);
  return longest;
}

/** Opens one screen after the other. Runs in the page. */
async function lookAround(times: number): Promise<void> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('nav a[href]')];
  for (let time = 0; time < times; time += 1) {
    const link = links[time % links.length];
    link?.click();
    const path = link?.pathname;
    while (window.location.pathname !== path) await new Promise((resolve) => setTimeout(resolve, 10));
    // Two frames: the screen is drawn, and what follows from that.
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

test('looking around all day leaves nothing behind that piles up', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await expect(window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await window.evaluate(lookAround, changes);
  await window.getByRole('link', { name: 'Overview' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  expect(await window.evaluate(longestQueue)).toBeLessThan(changes / 2);
});
