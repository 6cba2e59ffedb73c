const dialogs = '[role="dialog"][aria-modal="true"]';
/** What goes away by itself: the focus can't come back to it. */
const passing = '[role="menu"]';

const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Where Tab stops in a dialog. */
const stopsIn = (dialog: Element) =>
  [...dialog.querySelectorAll<HTMLElement>(controls)].filter(
    (control) => control.tabIndex >= 0 && !control.matches(':disabled') && control.getClientRects().length > 0,
  );

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
  /** The field that the dialog names, else the dialog itself. What stands in a field is marked, as after Tab. */
  const focusInside = (dialog: Element) => {
    const first = dialog.querySelector<HTMLElement>('[data-autofocus]:not(:disabled)');
    first?.focus({ preventScroll: true });
    if (first instanceof HTMLInputElement) first.select();
    if (document.activeElement !== first && dialog instanceof HTMLElement) dialog.focus({ preventScroll: true });
  };
  const enter = (dialog: Element) => {
    const before = document.activeElement;
    if (dialog.contains(before)) return;
    const other = before instanceof HTMLElement && before.closest(dialogs) !== null ? before : null;
    const origin = other ?? outside;
    if (origin !== null) origins.set(dialog, origin);
    focusInside(dialog);
  };
  const leave = (dialog: Element) => {
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body) return;
    const origin = origins.get(dialog);
    if (origin === undefined || portals.querySelector(dialogs)?.contains(origin) === false) return;
    origin.focus({ preventScroll: true });
  };
  const open = () => [...portals.querySelectorAll(dialogs)].at(-1);
  /** Tab goes round in the dialog. */
  const onKeyDown = (event: KeyboardEvent) => {
    const dialog = open();
    const focused = document.activeElement;
    if (event.key !== 'Tab' || event.defaultPrevented || dialog === undefined) return;
    // The palette stands above it, or the whole shell waits behind the connect screen.
    if (focused?.closest('dialog[open]') || portals.closest('[inert]')) return;
    const stops = stopsIn(dialog);
    const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    const inside = focused !== null && portals.contains(focused);
    if (inside && focused !== edge && !(focused === dialog && event.shiftKey)) return;
    event.preventDefault();
    other?.focus();
  };
  // Told before the next key is: at the end of the work that changed the page.
  const observer = new MutationObserver((changes) => {
    for (const dialog of changes.flatMap(({ removedNodes }) => within(removedNodes))) leave(dialog);
    for (const dialog of changes.flatMap(({ addedNodes }) => within(addedNodes))) if (dialog.isConnected) enter(dialog);
    // What had the focus may be gone or out of use: a step that is done, a button whose work is over.
    const dialog = open();
    if (dialog !== undefined && document.activeElement === document.body) focusInside(dialog);
  });
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('focusout', onFocusOut);
  document.addEventListener('keydown', onKeyDown);
  observer.observe(portals, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  return () => {
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('focusout', onFocusOut);
    document.removeEventListener('keydown', onKeyDown);
    observer.disconnect();
  };
}
