const dialogs = '[role="dialog"][aria-modal="true"]';
/** What goes away by itself: the focus can't come back to it. */
const passing = '[role="menu"]';

const within = (nodes: NodeList): Element[] =>
  [...nodes].flatMap((node) =>
    node instanceof Element ? [...(node.matches(dialogs) ? [node] : []), ...node.querySelectorAll(dialogs)] : [],
  );

/**
 * Gives a dialog the focus as soon as it is in the page, and gives it back as soon as it is gone. The dialogs' own way
 * takes timers, and keys pressed before those went to the screen behind; and a dialog that is taken out of the page
 * together with what holds it never gave anything back.
 *
 * @returns ends it
 */
export function followDialogs(portals: HTMLElement): () => void {
  /** What had the focus last, outside of dialogs and menus. */
  let outside: HTMLElement | null = null;
  const origins = new WeakMap<Element, HTMLElement>();

  const onFocusIn = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && !portals.contains(target) && target.closest(passing) === null)
      outside = target;
  };
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    // Left for nothing in particular; another window in front does not count.
    if (target === outside && relatedTarget === null && document.hasFocus() && outside?.isConnected) outside = null;
  };
  const enter = (dialog: Element) => {
    const before = document.activeElement;
    if (dialog.contains(before)) return;
    const other = before instanceof HTMLElement && before.closest(dialogs) !== null ? before : null;
    const origin = other ?? outside;
    if (origin !== null) origins.set(dialog, origin);
    const first = dialog.querySelector<HTMLElement>('[data-autofocus]');
    first?.focus({ preventScroll: true });
    if (document.activeElement !== first && dialog instanceof HTMLElement) dialog.focus({ preventScroll: true });
  };
  const leave = (dialog: Element) => {
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body) return;
    const origin = origins.get(dialog);
    if (origin === undefined || portals.querySelector(dialogs)?.contains(origin) === false) return;
    origin.focus({ preventScroll: true });
  };
  // Told before the next key is: at the end of the work that changed the page.
  const observer = new MutationObserver((changes) => {
    for (const dialog of changes.flatMap(({ removedNodes }) => within(removedNodes))) leave(dialog);
    for (const dialog of changes.flatMap(({ addedNodes }) => within(addedNodes))) if (dialog.isConnected) enter(dialog);
  });
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('focusout', onFocusOut);
  observer.observe(portals, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('focusout', onFocusOut);
    observer.disconnect();
  };
}
