import { useEffect, useRef, useState } from 'react';

/** A text that is said at most every so often; of what comes faster only the last is said. */
export function useThrottled(text: string, every: number): string {
  const [said, setSaid] = useState(text);
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const say = () => {
      lastAt.current = performance.now();
      setSaid(text);
    };
    const wait = lastAt.current + every - performance.now();
    const timer = setTimeout(say, Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [text, every]);
  return said;
}
