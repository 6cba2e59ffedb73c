import { forget, keep, recall } from '#renderer/data/kept.ts';

/*
 * The frame of the window as it was last seen: colour bar, title bar and navigation. It is put back before any of the
 * console is loaded, so that the window is itself from its first paint on; the console then takes its place without a
 * visible change. Kept by this page alone, without numbers or states that may have changed meanwhile.
 */

const place = 'gatehouse.frame';
/** A frame of another build would name classes and files that are gone. */
const build = import.meta.url;

interface Kept {
  readonly build: string;
  readonly html: string;
}

/** Puts the kept frame into the page, if there is one of this build. Its links already choose the screen to come. */
export function drawFrame(root: HTMLElement): void {
  const kept = read();
  if (kept === null) return;
  root.innerHTML = kept.html;
  const frame = root.firstElementChild;
  if (!(frame instanceof HTMLElement)) return;
  showScreen(frame, window.location.pathname);
  frame.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null) return;
    event.preventDefault();
    if (link.hash !== '') return;
    window.history.replaceState(null, '', link.pathname);
    showScreen(frame, link.pathname);
  });
}

/** Keeps the frame as it stands in the page. Marked `data-passing` is what may be different next time. */
export function keepFrame(frame: HTMLElement): void {
  const copy = frame.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return;
  for (const passing of copy.querySelectorAll('[data-passing]')) passing.replaceChildren();
  copy.setAttribute('aria-busy', 'true');
  keep(place, { build, html: copy.outerHTML } satisfies Kept);
}

/** Whoever signs out takes their name and navigation along. */
export function forgetFrame(): void {
  forget(place);
}

function read(): Kept | null {
  const kept = recall<Kept>(place);
  return kept?.build === build ? kept : null;
}

function showScreen(frame: HTMLElement, path: string): void {
  const links = [...frame.querySelectorAll<HTMLAnchorElement>('nav a')];
  const current = links.find(({ pathname }) => path === pathname || path.startsWith(`${pathname}/`)) ?? links[0];
  for (const link of links) {
    if (link === current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
