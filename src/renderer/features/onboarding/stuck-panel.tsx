import type { ReactNode } from 'react';
import type { StuckRow } from '#renderer/data/onboarding/stuck.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { PanelSection } from '#renderer/ui/page/facts.tsx';
import { errorWords, rankWords, secondsWords, timesWords } from '#renderer/ui/people/stuck-words.ts';
import { UserPageLink } from '#renderer/ui/people/user-page-link.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { stepNames } from '#shared/step-names.ts';
import classes from './people.module.css';

interface StuckPanelProps {
  row: StuckRow;
  /** True where the list shows those who are stuck at this step already. */
  alone: boolean;
  onShowStep: () => void;
  /** What can be done for them, for those who may. */
  actions: ReactNode;
  onClose: () => void;
}

/** Why somebody counts as stuck, what may have stopped them, and who else is stuck the same way. */
export function StuckPanel({ row, alone, onShowStep, actions, onClose }: StuckPanelProps) {
  const { user, step, since, last_error: error, stuck_the_same_way: many, rank } = row;
  const times = timesWords(row);
  return (
    <DetailPanel
      title={<bdi>{user.full_name}</bdi>}
      label={user.full_name}
      identity={user.id}
      onClose={onClose}
      footer={actions}
      actions={<UserPageLink id={user.id} />}
    >
      <p className={classes.paragraph}>
        {named(user.full_name)} came to <strong>{stepNames[step]}</strong> on <TimeText at={since} /> and has not done
        it since{times === null ? '' : `: ${times} as long as the median`}.
      </p>
      <Compared row={row} />
      <PanelSection title="What failed since">
        <p className={classes.paragraph}>
          {error === null ? (
            'No sign-in and no mail failed: nothing that the platform saw stopped them.'
          ) : (
            <>
              <bdi>{errorWords(error)}</bdi>, <TimeText at={error.at} />
            </>
          )}
        </p>
      </PanelSection>
      <PanelSection title="Stuck the same way">
        <p className={classes.paragraph}>
          {many <= 1
            ? `Nobody else is stuck at ${stepNames[step]}.`
            : `${formatCount(many - 1)} ${many === 2 ? 'other is' : 'others are'} stuck at ${stepNames[step]}; ${named(user.full_name)} has been there ${rankWords(rank)}.`}{' '}
          {many <= 1 || alone ? null : (
            <button type="button" className={classes.link} onClick={onShowStep}>
              Show all {formatCount(many)}
            </button>
          )}
        </p>
      </PanelSection>
    </DetailPanel>
  );
}

/** How long they have been there beside how long others took, drawn to one scale. */
function Compared({ row: { dwell_seconds: dwell, median_seconds: median, passed } }: { row: StuckRow }) {
  const longest = Math.max(dwell, median, 1);
  const share = (seconds: number) => `${(seconds / longest) * 100}%`;
  return (
    <dl className={classes.compared}>
      <dt>Here for</dt>
      <dd>
        <span className={classes.track} aria-hidden="true">
          <span className={classes.long} style={{ width: share(dwell) }} />
        </span>
        <span>{secondsWords(dwell)}</span>
      </dd>
      <dt>Median of {formatCount(passed)}</dt>
      <dd>
        <span className={classes.track} aria-hidden="true">
          <span style={{ width: share(median) }} />
        </span>
        <span>{secondsWords(median)}</span>
      </dd>
    </dl>
  );
}
