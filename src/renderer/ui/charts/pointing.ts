import { type RefObject, useEffect, useRef } from 'react';
import type { Crosshair } from './crosshair.ts';
import type { TimeWindow } from './time-line.ts';
import { room } from './time-picture.ts';

/** Fewer pixels than this are a click, not a stretch. */
const leastDrag = 6;

interface Pointing {
  chart: string;
  window: TimeWindow;
  /** The time of the point next to where the pointer is. */
  snap: (time: number) => number;
  crosshair: Crosshair;
  onZoom: (window: TimeWindow) => void;
  onWhole: () => void;
}

/** Where a moment is, in pixels from the left edge of a chart. */
export function placeOf(time: number, { from, to }: TimeWindow, width: number): number {
  return room.left + ((time - from) / (to - from)) * (width - room.left - room.right);
}

function timeAt(place: number, { from, to }: TimeWindow, width: number): number {
  const share = (place - room.left) / Math.max(1, width - room.left - room.right);
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

/**
 * The pointer in a chart: moving shows the moment in all charts, dragging over a stretch zooms them all in on it, a double
 * click shows the whole range again. `mark` is drawn over what is being dragged.
 */
export function usePointing(
  host: RefObject<HTMLElement | null>,
  mark: RefObject<HTMLElement | null>,
  pointing: Pointing,
): void {
  const latest = useRef(pointing);
  latest.current = pointing;
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let begun: number | null = null;
    const placeIn = (event: PointerEvent) => event.clientX - element.getBoundingClientRect().left;
    const drawMark = (place: number | null) => {
      if (mark.current === null) return;
      mark.current.hidden = begun === null || place === null;
      if (begun === null || place === null) return;
      const edge = (at: number) => Math.min(element.clientWidth - room.right, Math.max(room.left, at));
      const [left, right] = [edge(Math.min(begun, place)), edge(Math.max(begun, place))];
      mark.current.style.transform = `translateX(${left}px)`;
      mark.current.style.width = `${right - left}px`;
    };
    const onMove = (event: PointerEvent) => {
      const { chart, window, snap, crosshair } = latest.current;
      const place = placeIn(event);
      crosshair.set({ time: snap(timeAt(place, window, element.clientWidth)), chart });
      drawMark(place);
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      begun = placeIn(event);
      element.setPointerCapture(event.pointerId);
    };
    const onUp = (event: PointerEvent) => {
      const from = begun;
      const to = placeIn(event);
      begun = null;
      drawMark(null);
      if (from === null || Math.abs(to - from) < leastDrag) return;
      const { window, onZoom } = latest.current;
      const times = [from, to].map((place) => timeAt(place, window, element.clientWidth));
      onZoom({ from: Math.min(...times), to: Math.max(...times) });
    };
    const onLeave = () => latest.current.crosshair.set(null);
    const onCancel = () => {
      begun = null;
      drawMark(null);
    };
    const onDouble = () => latest.current.onWhole();
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onCancel);
    element.addEventListener('pointerleave', onLeave);
    element.addEventListener('dblclick', onDouble);
    return () => {
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onCancel);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('dblclick', onDouble);
    };
  }, [host, mark]);
}
