import type { KeyboardEvent } from 'react';

export interface GridKeyActions {
  readonly count: number;
  readonly active: number | null;
  /** Rows that fit on screen. */
  readonly page: number;
  move(index: number): void;
  /** Moves and takes the selection along. */
  extend(index: number): void;
  /** A moving key before anything is loaded. */
  wait(key: string): void;
  open(index: number): void;
  toggle(index: number): void;
  back(): void;
}

/** Where a key moves the active row, or null where it is no moving key. */
export function targetRow(key: string, active: number | null, count: number, page: number): number | null {
  if (count === 0) return null;
  const from = active ?? -1;
  const clamp = (index: number) => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return clamp(from + 1);
    case 'k':
    case 'ArrowUp':
      return clamp(active === null ? 0 : from - 1);
    case 'PageDown':
      return clamp(from + page);
    case 'PageUp':
      return clamp(from - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

const scrollKeys: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']);

/** The keys of a grid: j, k, arrows, Page, Home, End, with Shift selecting on the way; x selects; Enter opens; Escape goes back. */
export function handleGridKey(event: KeyboardEvent<HTMLElement>, actions: GridKeyActions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // Buttons and boxes inside the grid keep their own keys, except for moving on.
  const inside = event.target !== event.currentTarget;
  const target = targetRow(event.key, actions.active, actions.count, actions.page);
  if (actions.count === 0 && scrollKeys.has(event.key)) {
    // Nothing is loaded yet: the browser would scroll through placeholders. It is done when the first page is there.
    event.preventDefault();
    actions.wait(event.key);
    return;
  }
  if (target !== null) {
    event.preventDefault();
    if (event.shiftKey && event.key.length > 1) actions.extend(target);
    else actions.move(target);
    return;
  }
  if (event.key === 'Escape') {
    actions.back();
    return;
  }
  if (actions.active === null) return;
  if (event.key === 'x' || (event.key === ' ' && !inside)) {
    event.preventDefault();
    actions.toggle(actions.active);
  } else if (event.key === 'Enter' && !inside) {
    event.preventDefault();
    actions.open(actions.active);
  }
}
