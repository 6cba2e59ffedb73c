import type { DevTools } from '#test/bench/window/devtools.ts';

const links = `[...document.querySelectorAll('nav a[href]')]`;

/** Opens one screen after the other through the navigation, and waits for each to say its name. */
export function wander(page: DevTools, changes: number, pause = 120): Promise<void> {
  return page.evaluate(`(async () => {
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    for (let change = 0; change < ${changes}; change += 1) {
      const all = ${links};
      const link = all[(change * 7) % all.length];
      const name = link.textContent.replace(/\\d+$/, '').trim();
      link.click();
      for (let tries = 0; document.querySelector('h1')?.textContent !== name; tries += 1) {
        if (tries > 600) throw new Error(name + ' did not open: ' + document.querySelector('h1')?.textContent);
        await pause(20);
      }
      await pause(${pause});
    }
  })()`);
}

/** Opens the screen of a name, if it is not shown. */
export function open(page: DevTools, name: string): Promise<void> {
  return page.evaluate(`(async () => {
    const link = ${links}.find(({ textContent }) => textContent.startsWith('${name}'));
    link.click();
    for (let tries = 0; document.querySelector('h1')?.textContent !== '${name}'; tries += 1) {
      if (tries > 600) throw new Error('${name} did not open.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })()`);
}
