import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '#contract/operations.ts';
import type { MailRoute } from '#renderer/data/about/about.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { ErrorNotice, Notice, Skeleton } from '#renderer/ui/states/states.tsx';
import classes from './nudge.module.css';
import { reasonLines } from './nudge-words.ts';
import { members } from './people-words.ts';

/** Before anything is written: how many would get the mail, who is left out, and why. */
export function NudgePlan({
  plan,
  route,
}: {
  plan: UseQueryResult<AnswerOf<'nudges.preview'>>;
  route: MailRoute | undefined;
}) {
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
        {mailWords(data.to_send, route)}
        {lines.length === 0 ? '; nobody is left out.' : '. Left out:'}
      </p>
      <Lines lines={lines} />
    </div>
  );
}

/** Without a mail server a mail is made and nobody gets it; until that is known, no more is said. */
function mailWords(count: number, route: MailRoute | undefined): string {
  if (route === 'smtp') return count === 1 ? 'gets a mail' : 'get a mail';
  return count === 1 ? 'has a mail made' : 'have a mail made';
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
