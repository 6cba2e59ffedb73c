import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { type UserStory, useFollowStory, useStory } from '#renderer/data/users/story.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconSearch } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import { EmptyState, ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { UserStateBadge } from '#renderer/ui/status/known-statuses.tsx';
import { RoleBadge } from '#renderer/ui/status/role-badge.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { useNow } from '#renderer/ui/text/use-now.ts';
import { isId, type Part, userAddress } from './address.ts';
import { answerOf } from './answer.ts';
import { ErrorsPart } from './errors-part.tsx';
import { Identity } from './identity.tsx';
import { MailsPart } from './mails-part.tsx';
import { NotesPart } from './notes-part.tsx';
import { OverviewPart } from './overview-part.tsx';
import { PartTabs, partPanelId, partTabId, partWords } from './part-tabs.tsx';
import { SessionsPart } from './sessions-part.tsx';
import { SignInsPart } from './sign-ins-part.tsx';
import { TimelinePart } from './timeline-part.tsx';
import { UsagePart } from './usage-part.tsx';
import { useAccountDialog } from './use-account-dialog.tsx';
import classes from './user.module.css';
import { UserActions } from './user-actions.tsx';
import { UserNotices } from './user-notices.tsx';

const userList = { to: '/users', label: 'Users' };

/** One person on one page: how it stands with them, what happened, and what can be done. */
export function UserPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  // Another person is another page: nothing of the one before may stay.
  return <LoadedUser key={id} id={id} />;
}

function LoadedUser({ id }: { id: string }) {
  const valid = isId(id);
  const query = useStory(id, valid);
  const failure = query.error === null ? null : toCallError(query.error);
  const retry = () => void query.refetch();
  if (valid && query.data !== undefined && failure?.kind !== 'not_found') {
    const stale = failure === null ? null : { error: failure, since: query.dataUpdatedAt, retry };
    return <StoryPage story={query.data} stale={stale} />;
  }
  const missing = !valid || failure?.kind === 'not_found';
  return (
    <Page title="User" parent={userList} {...(missing || failure !== null ? {} : { answer: null })}>
      {missing ? (
        <EmptyState
          icon={IconSearch}
          title="There is no such user"
          actions={
            <Button component={Link} to="/users" variant="default">
              All users
            </Button>
          }
        >
          The link may be old or cut off. Accounts are kept under their id also after they were deleted.
        </EmptyState>
      ) : failure === null ? (
        <LoadingState label="Loading the user" lines={12} />
      ) : (
        <ErrorState error={failure} onRetry={retry} />
      )}
    </Page>
  );
}

interface Stale {
  error: CallError;
  since: number;
  retry: () => void;
}

function StoryPage({ story, stale }: { story: UserStory; stale: Stale | null }) {
  const { user } = story;
  const [{ part }, setAddress] = useAddressState(userAddress);
  const { ask, dialog } = useAccountDialog(story);
  const { lead, rest } = answerOf(story, useNow(30_000));
  useFollowStory(story);
  // How often somebody asked to write a note: only then the cursor goes there by itself.
  const [writing, setWriting] = useState(0);
  const open = (next: Part) => {
    setWriting(0);
    setAddress({ part: next });
  };
  const write = () => {
    setAddress({ part: 'notes' });
    setWriting((times) => times + 1);
  };
  useCommands(
    Object.entries(partWords).map(([name, label]) => ({
      id: `user.part.${name}`,
      label: `Show ${label.toLowerCase()}`,
      group: 'This screen',
      words: 'tab part',
      run: () => open(name as Part),
    })),
  );
  return (
    <Page
      title={user.full_name}
      parent={userList}
      layout="fill"
      badge={
        <>
          <UserStateBadge state={user.state} reason={user.suspended_reason} />
          <RoleBadge role={user.role} />
          {user.beta_tier === null ? null : <TierBadge tier={user.beta_tier} />}
          {stale === null ? null : <StaleBadge since={stale.since} always />}
        </>
      }
      answer={
        <>
          <strong>{lead}.</strong> {rest}
        </>
      }
      actions={<UserActions story={story} onAsk={ask} onNote={write} />}
      toolbar={
        <>
          <Identity user={user} />
          <PartTabs story={story} part={part} onPart={open} />
        </>
      }
    >
      <div className={classes.notices}>
        {stale === null || stale.error.kind === 'offline' ? null : (
          <ErrorNotice error={stale.error} onRetry={stale.retry} kept="What you see is from before." />
        )}
        <UserNotices story={story} />
      </div>
      <div className={classes.part} role="tabpanel" id={partPanelId} aria-labelledby={partTabId(part)}>
        <ShownPart part={part} story={story} writing={writing} onEndAll={() => ask('sessions')} />
      </div>
      {dialog}
    </Page>
  );
}

interface ShownPartProps {
  part: Part;
  story: UserStory;
  writing: number;
  onEndAll: () => void;
}

function ShownPart({ part, story, writing, onEndAll }: ShownPartProps) {
  switch (part) {
    case 'overview':
      return <OverviewPart story={story} />;
    case 'timeline':
      return <TimelinePart story={story} />;
    case 'usage':
      return <UsagePart story={story} />;
    case 'errors':
      return <ErrorsPart story={story} />;
    case 'sessions':
      return <SessionsPart story={story} onEndAll={onEndAll} />;
    case 'sign-ins':
      return <SignInsPart story={story} />;
    case 'notes':
      return <NotesPart story={story} writing={writing} />;
    case 'mails':
      return <MailsPart story={story} />;
  }
}
