import { Button } from '@mantine/core';
import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type Nudge, useRetryNudge } from '#renderer/data/nudges/nudges.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { retriedWords } from './nudge-words.ts';

/** Queues the mails of a nudge that failed again, after a question. */
export function RetryNudge({ nudge }: { nudge: Nudge }) {
  const [asked, setAsked] = useState(false);
  const retry = useRetryNudge();
  const { failed } = nudge.counts;
  const ask = () => setAsked(true);
  const close = () => {
    retry.reset();
    setAsked(false);
  };
  useCommands([{ id: 'nudge.retry', label: 'Retry what failed', group: 'This screen', run: ask }]);
  return (
    <>
      <Button variant="default" onClick={ask}>
        Retry {formatQuantity(failed, 'failure')}
      </Button>
      <ConfirmDialog
        opened={asked}
        title="Retry what failed in this nudge?"
        confirm="Retry"
        busy={retry.isPending}
        error={retry.error === null ? null : toCallError(retry.error)}
        onClose={close}
        onConfirm={() =>
          retry.mutate(
            { params: { id: nudge.id } },
            {
              onSuccess: ({ counts }) => {
                toastDone(retriedWords(failed, counts.failed));
                close();
              },
            },
          )
        }
      >
        {formatQuantity(failed, 'mail')} {failed === 1 ? 'is' : 'are'} queued again with the same text. Who did the step
        meanwhile, or may not be mailed any more, gets none. What went well is not touched.
      </ConfirmDialog>
    </>
  );
}
