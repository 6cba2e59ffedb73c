import type { Batch } from '#contract/batches.ts';
import { Notice } from '#renderer/ui/states/states.tsx';
import { whatHappened } from './meanwhile.ts';

/** In place of a decision that somebody else took while the dialog was open. */
export function DecidedElsewhere({ batch }: { batch: Batch }) {
  return (
    <Notice tone="warning" title="Somebody else was faster.">
      {whatHappened(batch)} Your decision was not recorded.
    </Notice>
  );
}
