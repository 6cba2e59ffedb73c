import { useEffect, useRef } from 'react';
import { followDialogs } from './dialog-focus.ts';

/** Where dialogs and menus of a shell are drawn; the keyboard follows them in and back out. */
export function Portals() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current === null ? undefined : followDialogs(place.current)), []);
  return <div data-portals ref={place} />;
}
