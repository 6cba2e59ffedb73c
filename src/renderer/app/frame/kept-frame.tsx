import { type RefObject, useEffect } from 'react';
import { useSession } from '#renderer/data/session/queries.ts';
import { recallSession } from '#renderer/data/session/remembered.ts';
import { forgetFrame, keepFrame } from './frame.ts';

/** After so long without a change, the frame is worth keeping for the next start. */
const settleMilliseconds = 500;

/**
 * Keeps what `frame` shows for the next start, whenever one of `parts` has changed; forgets it where the session
 * itself will not be there again. Draws nothing: of its own, so that the shell is not drawn anew for it.
 */
export function KeptFrame({ frame, parts }: { frame: RefObject<HTMLElement | null>; parts: string }) {
  const keychain = useSession().data?.keychain;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts are what the frame is drawn from
  useEffect(() => {
    const timer = setTimeout(() => {
      if (recallSession() === null) forgetFrame();
      else if (frame.current !== null) keepFrame(frame.current);
    }, settleMilliseconds);
    return () => clearTimeout(timer);
  }, [frame, parts, keychain]);
  return null;
}
