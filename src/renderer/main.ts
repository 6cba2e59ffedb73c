import './app/fonts.css';
import './app/tokens.css';
import './app/shell/shell.module.css';
import '#renderer/ui/text/text.module.css';
import { drawFrame } from './app/frame/frame.ts';
import { callEarly } from './data/early-call.ts';
import { recallSession } from './data/session/remembered.ts';

/*
 * Kept tiny: with this and its styles the window has its frame, and is painted before anything else begins. The scheme
 * is set before the first style is computed.
 */
async function open(): Promise<void> {
  if (import.meta.env.DEV && !('gatehouse' in window)) {
    // A plain browser in front of the dev server: a bridge in memory, so that screens can be looked at.
    (await import('#test/support/fake-bridge.ts')).installFakeBridge();
  }
  document.documentElement.dataset.mantineColorScheme = window.gatehouse.initial.dark ? 'dark' : 'light';
  const root = document.getElementById('root');
  if (root === null) return;
  const frame = painted();
  let fetched = frame;
  if (recallSession() !== null) {
    drawFrame(root);
    fetched = fetchScreen(window.location.pathname);
  }
  // The first question lets main load what answers, and until it has, it serves no file and ends none: with the last
  // piece of a large one still on its way, the console's scripts would wait for main.
  void fetched.then(() => {
    openSessionStorage();
    void window.gatehouse.request('session.get', null);
    if (recallSession() === null) return;
    callEarly(screenAt(window.location.pathname), window.location.search);
    // Else it is asked for when the first code has been drawn, and the codes change their face under the reader's eyes.
    const families = getComputedStyle(document.documentElement).getPropertyValue('--gh-mono');
    void document.fonts.load(`1em ${families}`);
  });
  await frame;
  const { renderConsole } = await import('./app/console.tsx');
  await renderConsole(root);
}

/**
 * Fetches the files of the screen at a path, by the list that the build put into the page. Settles when they and the
 * console's own, for which the page has links, are there.
 */
async function fetchScreen(path: string): Promise<void> {
  const list = document.getElementById('files-of-screens')?.textContent ?? '{}';
  const files = (JSON.parse(list) as Record<string, string[]>)[`/${screenAt(path).split('/')[1] ?? ''}`] ?? [];
  // The page's own links may have loaded before anybody listened, and nothing tells that afterwards (files of this
  // scheme are not in the timing buffer). A like link fetches nothing more and says when it is there.
  const own = [...document.querySelectorAll<HTMLLinkElement>('link[rel=preload]')];
  const links = [...own.map((link) => link.cloneNode() as HTMLLinkElement), ...files.map(linkTo)];
  const fetched = Promise.all(links.map(isFetched));
  document.head.append(...links);
  await fetched;
}

function screenAt(path: string): string {
  return path === '/' ? '/overview' : path;
}

function linkTo(file: string): HTMLLinkElement {
  const link = document.createElement('link');
  link.rel = 'preload';
  link.as = file.endsWith('.css') ? 'style' : 'script';
  link.crossOrigin = '';
  link.href = `/${file}`;
  return link;
}

/** Settles when the file is there, or isn't to be had: whoever imports it will say so. */
function isFetched(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => resolve());
  });
}

/**
 * The router reads the session storage when it is evaluated, and the first read waits for main's process: a moment now,
 * as long as main takes to load its services after the first question.
 */
function openSessionStorage(): void {
  window.sessionStorage.getItem('');
}

/** A page that is not shown is never painted. */
const unseenMilliseconds = 250;

/** Waits until what stands in the page has reached the screen: scripts that begin earlier would hold it up. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    new PerformanceObserver((_list, observer) => {
      observer.disconnect();
      resolve();
    }).observe({ type: 'paint', buffered: true });
    setTimeout(resolve, unseenMilliseconds);
  });
}

void open();
