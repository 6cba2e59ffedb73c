import { Button, Modal, Progress, Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { useMayAct } from '#renderer/data/nudges/may-act.ts';
import {
  isUnderWay,
  type Nudge,
  type NudgePerson,
  useCancelNudge,
  useNudge,
  useNudgePeople,
} from '#renderer/data/nudges/nudges.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconChevronLeft } from '#renderer/ui/icons.ts';
import { type Fact, Facts } from '#renderer/ui/page/facts.tsx';
import layout from '#renderer/ui/page/list-part.module.css';
import { ErrorNotice, ErrorState, LoadingState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { HeldUntil } from '#renderer/ui/text/held-until.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import type { OnboardingAddress } from './address.ts';
import classes from './nudge.module.css';
import { nudgePeopleColumns } from './nudge-people-columns.tsx';
import { NudgeStateBadge } from './nudge-state.tsx';
import { becameLooks, mailsOf, nudgeTitle, resultWords } from './nudge-words.ts';
import people from './people.module.css';
import { RetryNudge } from './retry-nudge.tsx';

interface NudgeViewProps {
  id: string;
  became: OnboardingAddress['became'];
  set: (change: Partial<OnboardingAddress>) => void;
  onBack: () => void;
}

/** One nudge: while it is held how long still and the way to stop it, then how far it is, and what became of each person. */
export function NudgeView({ id, became, set, onBack }: NudgeViewProps) {
  const { data: nudge, error, refetch } = useNudge(id);
  const failure = error === null ? null : toCallError(error);
  const retry = () => void refetch();
  return (
    <>
      <div className={classes.head}>
        <div>
          <button type="button" className={classes.back} onClick={onBack}>
            <IconChevronLeft size={14} aria-hidden />
            All nudges
          </button>
        </div>
        {nudge === undefined ? (
          failure === null ? (
            <LoadingState label="Loading the nudge" lines={2} />
          ) : (
            <ErrorState error={failure} onRetry={retry} />
          )
        ) : (
          <Head nudge={nudge} failure={failure} onRetry={retry} />
        )}
      </div>
      {nudge === undefined ? null : <People nudge={nudge} became={became} set={set} />}
    </>
  );
}

function Head({ nudge, failure, onRetry }: { nudge: Nudge; failure: CallError | null; onRetry: () => void }) {
  const mayAct = useMayAct();
  const cancel = useCancelNudge();
  const [reading, setReading] = useState(false);
  const mayCancel = nudge.state === 'held' && mayAct;
  const written = mailsOf(nudge) - nudge.counts.held;
  return (
    <>
      <div className={classes.headline}>
        <h2>{nudgeTitle(nudge)}</h2>
        <NudgeStateBadge nudge={nudge} />
        <p className={classes.state} role="status">
          <StateWords nudge={nudge} />
        </p>
        <span className={classes.end} />
        <Button variant="default" onClick={() => setReading(true)}>
          Read the mail
        </Button>
        {mayAct && nudge.counts.failed > 0 ? <RetryNudge nudge={nudge} /> : null}
        {mayCancel ? (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate({ params: { id: nudge.id } })}>
            Cancel the nudge
          </Button>
        ) : null}
      </div>
      {nudge.state === 'sending' ? (
        <Progress value={(written / Math.max(1, mailsOf(nudge))) * 100} size="sm" aria-label="Mails written" />
      ) : null}
      {cancel.error === null ? null : <ErrorNotice error={toCallError(cancel.error)} />}
      {failure === null || failure.kind === 'offline' ? null : (
        <ErrorNotice error={failure} onRetry={onRetry} kept="The platform goes on with it; this is how far it was." />
      )}
      {reading ? <MailDialog nudge={nudge} onClose={() => setReading(false)} /> : null}
    </>
  );
}

function StateWords({ nudge }: { nudge: Nudge }) {
  const mails = formatQuantity(mailsOf(nudge), 'mail');
  switch (nudge.state) {
    case 'held':
      return (
        <>
          {mails}; it <HeldUntil secondsLeft={nudge.seconds_left} />
        </>
      );
    case 'cancelled':
      return (
        <>
          {nudge.cancelled_by === null ? '' : <bdi>{nudge.cancelled_by.name}, </bdi>}
          <TimeText at={nudge.cancelled_at} />: {resultWords(nudge)}
        </>
      );
    default:
      return resultWords(nudge);
  }
}

function MailDialog({ nudge, onClose }: { nudge: Nudge; onClose: () => void }) {
  const facts: Fact[] = [
    { name: 'Subject', value: <bdi>{nudge.subject}</bdi> },
    { name: 'By', value: <bdi>{nudge.created_by.name}</bdi> },
    { name: 'Made', value: <TimeText at={nudge.created_at} /> },
    {
      name: 'For',
      value: nudge.cohort === null ? formatQuantity(nudge.people, 'member') : <bdi>{nudge.cohort.name}</bdi>,
    },
  ];
  return (
    <Modal opened size="lg" title={nudgeTitle(nudge)} onClose={onClose} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Facts facts={facts} />
      <p className={classes.message} dir="auto">
        {nudge.message}
      </p>
    </Modal>
  );
}

const becameOptions = Object.entries(becameLooks).map(([value, { label }]) => ({ value, label }));

function People({ nudge, became, set }: Pick<NudgeViewProps, 'became' | 'set'> & { nudge: Nudge }) {
  const query = useMemo(() => (became === undefined ? {} : { state: became }), [became]);
  const rows = useNudgePeople(nudge.id, query, isUnderWay(nudge));
  const navigate = useNavigate();
  const open = ({ user_id: id }: NudgePerson) => void navigate({ to: '/users/$id', params: { id } });
  return (
    <>
      <div className={people.line}>
        <Select
          className={classes.choice}
          aria-label="What became of it"
          placeholder="What became of it"
          data={becameOptions}
          value={became ?? null}
          clearable
          clearButtonProps={{ 'aria-label': 'Clear what became of it' }}
          onChange={(next) => set({ became: (next ?? undefined) as OnboardingAddress['became'] })}
        />
      </div>
      <div className={layout.table}>
        <DataTable
          label="People of this nudge"
          noun={['member', 'members']}
          rows={rows}
          columns={nudgePeopleColumns}
          rowId={({ user_id: id }) => id}
          rowName={({ full_name: name, email }) => (name === '' ? 'Erased account' : `${name}, ${email}`)}
          onOpen={open}
          empty={<NothingMatches what="people of this nudge" onClear={() => set({ became: undefined })} />}
        />
      </div>
    </>
  );
}
