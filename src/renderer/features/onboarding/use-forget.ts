import { useEffect, useRef } from 'react';

/** Forgets what was selected when the list has become another one: it could no longer be seen. */
export function useForget(identity: string, forget: () => void): void {
  const shown = useRef(identity);
  useEffect(() => {
    if (shown.current === identity) return;
    shown.current = identity;
    forget();
  }, [identity, forget]);
}
