import type { WindowState } from './boot-settings.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const minimumSize = { width: 960, height: 640 };
const defaultSize = { width: 1280, height: 800 };
/** So much of the window must lie on a display for a person to be able to grab it. */
const graspable = { width: 200, height: 80 };

/**
 * Where to open the window: where it was, unless the display it was on has gone or shrunk. Without a usable memory
 * only a size is given and the system finds the place.
 */
export function fitWindow(
  remembered: WindowState | null,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  if (!remembered) return sizeWithin(defaultSize, workAreas[0]);
  const home = workAreas.find((area) => overlaps(remembered, area));
  if (!home) return sizeWithin(remembered, workAreas[0]);
  return { x: remembered.x, y: remembered.y, ...sizeWithin(remembered, home) };
}

function sizeWithin(
  wanted: { width: number; height: number },
  area: Rectangle | undefined,
): { width: number; height: number } {
  const clamp = (size: number, least: number, most: number) => Math.max(least, Math.min(size, most));
  return {
    width: clamp(wanted.width, minimumSize.width, area?.width ?? defaultSize.width),
    height: clamp(wanted.height, minimumSize.height, area?.height ?? defaultSize.height),
  };
}

function overlaps(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const top = Math.max(window.y, area.y);
  const height = Math.min(window.y + window.height, area.y + area.height) - top;
  // The title bar is what one grabs, so the top edge itself must be on the display.
  const topVisible = window.y >= area.y - 8 && window.y < area.y + area.height;
  return topVisible && width >= graspable.width && height >= graspable.height;
}
