import { type RefObject, useEffect, useRef } from 'react';

/**
 * How far an element is scrolled, in px, as it told: asking it would lay the page out in the middle of drawing it. It
 * tells with the next frame, so who scrolls it and goes on from there at once writes the new place as well.
 */
export function useScrollTop(scroller: HTMLElement | null): RefObject<number> {
  const top = useRef(0);
  useEffect(() => {
    if (scroller === null) return;
    const onScroll = () => {
      top.current = scroller.scrollTop;
    };
    // First of all: reading the place once other rows are in the page would lay them out in the middle of the event.
    scroller.addEventListener('scroll', onScroll, { passive: true, capture: true });
    return () => scroller.removeEventListener('scroll', onScroll, { capture: true });
  }, [scroller]);
  return top;
}
