import { useEffect, useLayoutEffect, useRef } from 'react';
import { recallOffset, rememberOffset } from './scroll-memory.ts';

/**
 * Where a list is scrolled to: refreshing keeps it, other filters start at the top, coming back to a screen returns
 * to where one was.
 */
export function useListScroll(
  scroller: HTMLElement | null,
  identity: string,
  loaded: boolean,
  onOtherList: () => void,
): void {
  const shown = useRef<string | null>(null);
  const other = useRef(onOtherList);
  other.current = onOtherList;

  useLayoutEffect(() => {
    if (scroller === null || !loaded || shown.current === identity) return;
    const returning = shown.current === null;
    shown.current = identity;
    scroller.scrollTo({ top: returning ? recallOffset(identity) : 0 });
    if (!returning) other.current();
  }, [scroller, identity, loaded]);

  useEffect(() => {
    if (scroller === null) return;
    const onScroll = () => {
      if (shown.current !== null) rememberOffset(shown.current, scroller.scrollTop);
    };
    // First of all: reading the place once other rows are in the page would lay them out in the middle of the event.
    scroller.addEventListener('scroll', onScroll, { passive: true, capture: true });
    return () => scroller.removeEventListener('scroll', onScroll, { capture: true });
  }, [scroller]);
}
