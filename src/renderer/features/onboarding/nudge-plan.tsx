import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '#contract/operations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { ErrorNotice, Notice, Skeleton } from '#renderer/ui/states/states.tsx';
import classes from './nudge.module.css';
import { reasonLines } from './nudge-words.ts';
import { members } from './people-words.ts';

/** Before anything is written: how many would get the mail, who is left out, and why. */
export function NudgePlan({ plan }: { plan: UseQueryResult<AnswerOf<'nudges.preview'>> }) {
  const { data, error, refetch, isPlaceholderData: pending } = plan;
  if (error !== null)
    return <ErrorNotice error={toCallError(error)} onRetry={() => void refetch()} kept="Nothing was sent." />;
  if (data === undefined) {
    return (
      <div className={classes.plan} role="status" aria-label="Working out who would get it">
        {plan.fetchStatus === 'idle' ? null : <Skeleton height={20} width="70%" />}
      </div>
    );
  }
  const lines = reasonLines(data.left_out);
  if (data.to_send === 0) {
    return (
      <Notice tone="warning" title="Nobody would get this mail">
        <Lines lines={lines} />
      </Notice>
    );
  }
  return (
    <div className={pending ? `${classes.plan} ${classes.pending}` : classes.plan} role="status">
      <p>
        <strong>
          {formatCount(data.to_send)} of {members(data.people)}
        </strong>{' '}
        {data.to_send === 1 ? 'gets' : 'get'} a mail{lines.length === 0 ? '; nobody is left out.' : '. Left out:'}
      </p>
      <Lines lines={lines} />
    </div>
  );
}

function Lines({ lines }: { lines: ReturnType<typeof reasonLines> }) {
  if (lines.length === 0) return null;
  return (
    <ul className={classes.reasons}>
      {lines.map(({ reason, words }) => (
        <li key={reason}>{words}</li>
      ))}
    </ul>
  );
}
