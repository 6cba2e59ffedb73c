import type { MouseEvent } from 'react';

/** Where a menu is asked for. */
export interface MenuPlace {
  index: number;
  /** On screen. */
  left: number;
  top: number;
}

/**
 * Of which row a menu is asked for: the one under the pointer, or by the menu key the one that the keyboard is on.
 *
 * @param rowIdOf the DOM id of a row of the grid
 * @returns null where it is no row: the head, or the space below
 */
export function menuPlace(
  { target, currentTarget, clientX, clientY }: MouseEvent<HTMLElement>,
  active: number | null,
  rowIdOf: (index: number) => string,
): MenuPlace | null {
  const row = target instanceof Element ? target.closest('[role="row"]') : null;
  if (row !== null) {
    const prefix = rowIdOf(0).slice(0, -1);
    return row.id.startsWith(prefix)
      ? { index: Number(row.id.slice(prefix.length)), left: clientX, top: clientY }
      : null;
  }
  if (target !== currentTarget || active === null) return null;
  const box = document.getElementById(rowIdOf(active))?.getBoundingClientRect();
  return box === undefined ? null : { index: active, left: box.left + 32, top: box.bottom };
}
