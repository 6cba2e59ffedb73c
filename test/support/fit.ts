import type { ElectronApplication, Page } from 'playwright';
import { expect } from 'playwright/test';

/** A size of the window and how much of it is magnified. */
interface View {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

const usual: View = { width: 1280, height: 800, zoom: 1 };
/** 200 % zoom in a usual window, and the smallest window there is. */
const narrow: readonly View[] = [
  { width: 1280, height: 800, zoom: 2 },
  { width: 960, height: 640, zoom: 1 },
];

/** Runs in the window; gives a line for each thing that is cut off, scrolls where it shouldn't, or can't be reached. */
function findMisfits(): string[] {
  const found: string[] = [];
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40)}”`;
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth + 1) found.push(`The window scrolls sideways: ${root.scrollWidth} px.`);
  if (root.scrollHeight > innerHeight + 1) found.push(`The window scrolls as a whole: ${root.scrollHeight} px.`);
  const isShown = (element: Element) => {
    const style = getComputedStyle(element);
    return style.visibility !== 'hidden' && style.display !== 'none' && element.getClientRects().length > 0;
  };
  for (const element of document.querySelectorAll('body *')) {
    const { overflowX } = getComputedStyle(element);
    const scrolls = overflowX === 'auto' || overflowX === 'scroll';
    if (scrolls && isShown(element) && element.scrollWidth > element.clientWidth + 1) {
      found.push(`${nameOf(element)} scrolls sideways: ${element.scrollWidth} in ${element.clientWidth} px.`);
    }
  }
  for (const grid of document.querySelectorAll('[role=grid]')) {
    if (isShown(grid) && grid.clientHeight < 96) found.push(`${nameOf(grid)} is ${grid.clientHeight} px high.`);
  }
  // Behind a dialog nothing is to be reached.
  const dialog = document.querySelector('dialog[open], [role=dialog]');
  for (const control of (dialog ?? document).querySelectorAll('a[href], button, input, textarea, select, summary')) {
    const { opacity, position } = getComputedStyle(control);
    if (control.closest('[role=row], [aria-hidden=true]') || !isShown(control) || opacity === '0') continue;
    control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
    // What shows itself only when it has the focus, as the link past the navigation.
    if (width <= 2 && position === 'absolute') continue;
    if (left < -2 || right > innerWidth + 2 || top < -2 || (bottom > innerHeight + 2 && height < innerHeight)) {
      found.push(`${nameOf(control)} is outside of the window.`);
      continue;
    }
    const y = Math.min(innerHeight - 1, top + height / 2);
    const there = document.elementFromPoint(left + width / 2, y);
    const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
    const reached = there !== null && [control, ...labels].some((part) => part.contains(there) || there.contains(part));
    if (!reached) found.push(`${nameOf(control)} is covered by ${there === null ? 'nothing' : nameOf(there)}.`);
  }
  return found;
}

async function show(application: ElectronApplication, window: Page, { width, height, zoom }: View): Promise<void> {
  await application.evaluate(
    ({ BrowserWindow }, view) => {
      const [only] = BrowserWindow.getAllWindows();
      only?.setContentSize(view.width, view.height);
      only?.webContents.setZoomFactor(view.zoom);
    },
    { width, height, zoom },
  );
  await expect
    .poll(() => window.evaluate(() => [innerWidth, innerHeight]), { intervals: [20] })
    .toEqual([width / zoom, height / zoom]);
  // Columns are fitted after the window has its size.
  await window.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Nothing is cut off, out of reach or scrolls sideways, at 200 % zoom or in the smallest window. */
export async function expectToFit(application: ElectronApplication, window: Page): Promise<void> {
  for (const view of narrow) {
    await show(application, window, view);
    const at = `at ${view.width} × ${view.height}, ${view.zoom * 100} %`;
    expect.soft(await window.evaluate(findMisfits), at).toEqual([]);
  }
  await show(application, window, usual);
}
