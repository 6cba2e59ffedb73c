import { type RefObject, useEffect, useRef, useState } from 'react';
import { Flight, landingMilliseconds } from '#renderer/data/keyset/flight.ts';

/**
 * Whether rows fly past faster than anybody reads. Drawing all of a screen in every frame takes longer than a frame, and
 * the scroll bar would stick to the pointer badly for rows that are gone before they are seen.
 */
export function useFlight(scroller: HTMLElement | null, scrollTop: RefObject<number>, rowHeight: number): boolean {
  const flight = useRef<Flight | null>(null);
  flight.current ??= new Flight();
  const [, draw] = useState(0);

  useEffect(() => {
    if (scroller === null) return;
    let landing: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const now = performance.now();
      flight.current?.moved(scrollTop.current / rowHeight, now);
      if (flight.current?.left(now) !== landingMilliseconds) return;
      clearTimeout(landing);
      landing = setTimeout(() => draw((landed) => landed + 1), landingMilliseconds);
    };
    // Before the rows are drawn for the new place, which happens in the same event.
    scroller.addEventListener('scroll', onScroll, { passive: true, capture: true });
    return () => {
      clearTimeout(landing);
      scroller.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, [scroller, scrollTop, rowHeight]);
  return flight.current.left(performance.now()) > 0;
}
