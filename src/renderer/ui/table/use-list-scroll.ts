import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { recallOffset, rememberOffset } from './scroll-memory.ts';

/**
 * Where a list is scrolled to: refreshing keeps it, other filters start at the top, coming back to a screen returns
 * to where one was.
 */
export function useListScroll(
  scroller: HTMLElement | null,
  scrollTop: RefObject<number>,
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
    const top = returning ? recallOffset(identity) : 0;
    if (top !== scrollTop.current) scroller.scrollTo({ top });
    scrollTop.current = top;
    if (!returning) other.current();
  }, [scroller, scrollTop, identity, loaded]);

  useEffect(() => {
    if (scroller === null) return;
    const onScroll = () => {
      if (shown.current !== null) rememberOffset(shown.current, scrollTop.current);
    };
    scroller.addEventListener('scroll', onScroll, { passive: true, capture: true });
    return () => scroller.removeEventListener('scroll', onScroll, { capture: true });
  }, [scroller, scrollTop]);
}
