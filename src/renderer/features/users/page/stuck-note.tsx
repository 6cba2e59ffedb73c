import { Link } from '@tanstack/react-router';
import { useStuckPerson } from '#renderer/data/onboarding/stuck.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconAlertTriangle } from '#renderer/ui/icons.ts';
import { errorWords, secondsWords, timesWords } from '#renderer/ui/people/stuck-words.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { stepNames } from '#shared/step-names.ts';
import overview from './overview.module.css';
import classes from './user.module.css';

/** Under the steps of somebody who waits: whether that is far longer than usual, what failed, and who else is stuck so. */
export function StuckNote({ userId }: { userId: string }) {
  const { data: stuck } = useStuckPerson(userId, true);
  if (stuck === undefined || stuck === null) return null;
  const { step, last_error: error, stuck_the_same_way: many } = stuck;
  const times = timesWords(stuck);
  return (
    <div className={overview.stuck}>
      <IconAlertTriangle size={14} className={overview.warningIcon} />
      <p>
        <strong>Stuck at {stepNames[step]}</strong> for {secondsWords(stuck.dwell_seconds)}
        {times === null ? '' : `, ${times} as long as the median of ${secondsWords(stuck.median_seconds)}`}.{' '}
        {error === null ? (
          'No sign-in or mail failed since. '
        ) : (
          <>
            <bdi>{errorWords(error)}</bdi>, <TimeText at={error.at} />.{' '}
          </>
        )}
        {many <= 1 ? (
          'Nobody else is stuck there.'
        ) : (
          <Link className={classes.link} to="/onboarding" search={{ part: 'stuck', step, id: userId } as never}>
            {formatCount(many - 1)} {many === 2 ? 'other' : 'others'} stuck the same way
          </Link>
        )}
      </p>
    </div>
  );
}
