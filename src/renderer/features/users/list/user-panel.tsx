import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UserStory } from '#contract/user-story.ts';
import type { UserListRow } from '#contract/users.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useStory } from '#renderer/data/users/story.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconEye } from '#renderer/ui/icons.ts';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { type Fact, Facts } from '#renderer/ui/page/facts.tsx';
import { stepWords } from '#renderer/ui/people/user-columns.tsx';
import { UserPageLink } from '#renderer/ui/people/user-page-link.tsx';
import { ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { UserStateBadge } from '#renderer/ui/status/known-statuses.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { AddressText } from '#renderer/ui/text/address-text.tsx';
import { CodeText, PlainCode } from '#renderer/ui/text/code-text.tsx';
import links from '#renderer/ui/text/link.module.css';
import { roleLabel } from '#renderer/ui/text/role-label.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { actionNames, availability, isDangerous, viewObjection } from './actions.ts';
import { actionWords } from './bulk-words.ts';
import { type AskOne, viewWords } from './one-action.ts';
import classes from './users-list.module.css';

interface UserPanelProps {
  id: string;
  /** The row of the list, if it is there: its name is shown while the rest loads. */
  row: UserListRow | undefined;
  onAsk: AskOne;
  onClose: () => void;
}

/** The right-hand panel of the list: quick facts about one person, and the way to their page. */
export function UserPanel({ id, row, onAsk, onClose }: UserPanelProps) {
  const { data, error, refetch } = useStory(id, true);
  const name = data?.user.full_name ?? (row?.id === id ? row.full_name : 'User');
  return (
    <DetailPanel
      title={<bdi>{name}</bdi>}
      label={name}
      identity={id}
      onClose={onClose}
      actions={<UserPageLink id={id} />}
      footer={data === undefined ? null : <PanelActions story={data} onAsk={onAsk} />}
    >
      {error !== null && data !== undefined ? (
        <ErrorNotice error={toCallError(error)} onRetry={() => void refetch()} kept="Below is what was known before." />
      ) : null}
      {data !== undefined ? (
        <Facts facts={factsOf(data)} />
      ) : error !== null ? (
        <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingState label="Loading the person" lines={12} />
      )}
    </DetailPanel>
  );
}

function PanelActions({ story: { user }, onAsk }: { story: UserStory; onAsk: UserPanelProps['onAsk'] }) {
  const { user: viewer } = useSignedIn();
  const offered = actionNames.filter((action) => availability(action, user, viewer).kind === 'offered');
  const buttons = offered.map((action) => (
    <Button
      key={action}
      {...(isDangerous(action) ? { variant: 'light', color: 'red' } : { variant: 'default' })}
      className={isDangerous(action) ? classes.apart : undefined}
      onClick={() => onAsk(action, user)}
    >
      {actionWords[action]}
    </Button>
  ));
  return (
    <>
      {viewObjection(user) === undefined ? (
        <Button variant="default" leftSection={<IconEye size={14} aria-hidden />} onClick={() => onAsk('view', user)}>
          {viewWords}
        </Button>
      ) : null}
      {buttons}
    </>
  );
}

function factsOf(story: UserStory): Fact[] {
  const { user, week, allowed, subscription, licence, invitation, onboarding, counts } = story;
  const facts: (Fact | null)[] = [
    { name: 'State', value: <State user={user} /> },
    user.role === 'member'
      ? { name: 'Tier', value: <TierBadge tier={user.beta_tier} /> }
      : { name: 'Role', value: roleLabel(user.role) },
    { name: 'E-mail', value: <AddressText address={user.email} /> },
    user.username === null ? null : { name: 'Username', value: user.username },
    user.company === null ? null : { name: 'Company', value: <bdi>{user.company}</bdi> },
    {
      name: 'Last seen',
      value: user.last_seen_at === null ? 'Never' : <TimeText at={user.last_seen_at} style="relative" />,
    },
    onboarding === null
      ? null
      : {
          name: 'Onboarding',
          value:
            onboarding.step === null
              ? 'Completed'
              : `${onboarding.steps_done} of ${onboarding.steps.length} done, next: ${stepWords(onboarding.step)}`,
        },
    { name: user.role === 'member' ? 'Registered' : 'Added', value: <Registered at={user.created_at} week={week} /> },
    invitation?.batch == null
      ? null
      : {
          name: 'Batch',
          value: (
            <Link className={links.link} to={'/batches/$id' as string} params={{ id: invitation.batch.id } as never}>
              {invitation.batch.name}
            </Link>
          ),
        },
    subscription === null
      ? null
      : {
          name: 'Subscription',
          value: subscription.state === 'ended' ? 'Ended' : `${formatQuantity(subscription.days_left, 'day')} left`,
        },
    licence === null ? null : { name: 'Licence', value: <PlainCode>{licence.masked_key}</PlainCode> },
    allowed.includes('see_sessions')
      ? {
          name: 'Sessions',
          value: counts.sessions_live === 0 ? 'Not signed in' : `${formatCount(counts.sessions_live)} live`,
        }
      : null,
    { name: 'Two-step', value: user.totp_enabled ? 'On' : 'Off' },
    { name: 'Id', value: <CodeText wrap>{user.id}</CodeText> },
  ];
  return facts.filter((fact) => fact !== null);
}

function State({ user }: Pick<UserStory, 'user'>) {
  return (
    <>
      <UserStateBadge state={user.state} />
      {user.state === 'suspended' && user.suspended_reason !== null ? (
        <div className={classes.muted}>{user.suspended_reason}</div>
      ) : null}
      {user.state === 'deleted' && user.purge_at !== null ? (
        <div className={classes.muted}>
          Erased for good on <TimeText at={user.purge_at} style="date" />
        </div>
      ) : null}
    </>
  );
}

function Registered({ at, week }: { at: string; week: string }) {
  return (
    <>
      <TimeText at={at} style="date" /> <span className={classes.muted}>({week})</span>
    </>
  );
}
