import { type RefObject, useEffect } from 'react';
import { recallSession } from '#renderer/data/session/remembered.ts';
import { forgetFrame, keepFrame } from './frame.ts';

/** After so long without a change, the frame is worth keeping for the next start. */
const settleMilliseconds = 500;

/**
 * Keeps what `frame` shows for the next start, whenever one of `parts` has changed; forgets it where the session
 * itself will not be there again.
 */
export function useKeptFrame(frame: RefObject<HTMLElement | null>, parts: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts are what the frame is drawn from
  useEffect(() => {
    const timer = setTimeout(() => {
      if (recallSession() === null) forgetFrame();
      else if (frame.current !== null) keepFrame(frame.current);
    }, settleMilliseconds);
    return () => clearTimeout(timer);
  }, [frame, parts]);
}
