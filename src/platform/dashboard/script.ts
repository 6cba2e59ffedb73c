import { makeScript } from '#platform/pages/layout.ts';
import { updateSeconds } from './view.ts';

/**
 * Asks for the page again and puts what changed in its place: focus, open tables and how far they were scrolled stay as
 * they are. What can't be asked says since when it is old, and goes on asking. It is plain JavaScript, since browsers run
 * it as it stands here.
 */
export const updateScript = makeScript(`
(() => {
  'use strict';
  const every = ${updateSeconds * 1000};
  const element = (id) => document.getElementById(id);
  let timer;
  let asking = false;

  const replace = (old, next) => {
    const looks = next.getAttribute('class') || '';
    if ((old.getAttribute('class') || '') !== looks) old.setAttribute('class', looks);
    if (old.innerHTML === next.innerHTML) return;
    const open = [...old.querySelectorAll('details[open]')].map(({ id }) => id);
    const scrolled = [old, ...old.querySelectorAll('[tabindex]')].map(({ id, scrollLeft, scrollTop }) => ({ id, scrollLeft, scrollTop }));
    const holder = old.contains(document.activeElement) && old !== document.activeElement ? document.activeElement : null;
    const back = holder && (holder.id || (holder.parentElement && holder.parentElement.id));
    old.replaceChildren(...next.childNodes);
    for (const id of open) if (element(id)) element(id).open = true;
    for (const { id, scrollLeft, scrollTop } of scrolled) if (element(id)) Object.assign(element(id), { scrollLeft, scrollTop });
    if (back && element(back)) (holder.id ? element(back) : element(back).firstElementChild).focus({ preventScroll: true });
  };

  const late = () => {
    const note = element('freshness');
    if (!note || note.className === 'late') return;
    note.className = 'late';
    note.textContent = 'Not up to date: the platform does not answer. This is how it was ' + note.textContent.toLowerCase().replace('utc', 'UTC');
  };

  const update = async () => {
    if (asking || document.hidden) return;
    asking = true;
    try {
      const answer = await fetch(location.pathname, { cache: 'no-store', signal: AbortSignal.timeout(every) });
      // The session is over, and whither it leads says why; or the role may no longer look.
      if (answer.redirected) return location.replace(answer.url);
      if (answer.status === 403) return location.reload();
      if (!answer.ok) throw new Error('status ' + answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const next of page.querySelectorAll('[data-part]')) {
        const old = element(next.id);
        if (old) replace(old, next);
      }
      document.title = page.title;
    } catch {
      late();
    } finally {
      asking = false;
    }
  };

  const tick = () => {
    clearTimeout(timer);
    void update().finally(() => {
      timer = setTimeout(tick, every);
    });
  };
  timer = setTimeout(tick, every);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) tick();
  });
})();
`);
