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
  /** Where it stands, as it told: asking it would lay the page out in the middle of drawing it. */
  const offset = useRef(0);
  const other = useRef(onOtherList);
  other.current = onOtherList;

  useLayoutEffect(() => {
    if (scroller === null || !loaded || shown.current === identity) return;
    const returning = shown.current === null;
    shown.current = identity;
    const top = returning ? recallOffset(identity) : 0;
    if (top !== offset.current) scroller.scrollTo({ top });
    offset.current = top;
    if (!returning) other.current();
  }, [scroller, identity, loaded]);

  useEffect(() => {
    if (scroller === null) return;
    const onScroll = () => {
      offset.current = scroller.scrollTop;
      if (shown.current !== null) rememberOffset(shown.current, offset.current);
    };
    // First of all: reading the place once other rows are in the page would lay them out in the middle of the event.
    scroller.addEventListener('scroll', onScroll, { passive: true, capture: true });
    return () => scroller.removeEventListener('scroll', onScroll, { capture: true });
  }, [scroller]);
}
