import { Button } from '@mantine/core';
import type { UserStory } from '#renderer/data/users/story.ts';
import { formatClock, formatTime } from '#renderer/ui/format/times.ts';
import { Notice } from '#renderer/ui/states/states.tsx';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { useNow } from '#renderer/ui/text/use-now.ts';
import { useTierUndo } from './use-tier-undo.tsx';
import classes from './user.module.css';

/** What whoever opens the page must not miss: that the account is suspended, and that a change can still be undone. */
export function UserNotices({ story }: { story: UserStory }) {
  const { user, state_change: change } = story;
  const since = change === null ? '' : ` by ${named(change.by.name)} on ${formatTime(change.at)}`;
  return (
    <>
      {user.state === 'suspended' ? (
        <Notice tone="warning" title={`Suspended${since}: they can’t sign in.`}>
          {user.suspended_reason === null ? null : (
            <p className={classes.reason} dir="auto">
              {user.suspended_reason}
            </p>
          )}
        </Notice>
      ) : null}
      <TierUndoNotice story={story} />
    </>
  );
}

function TierUndoNotice({ story }: { story: UserStory }) {
  const undo = useTierUndo(story.user);
  const now = useNow(5000);
  const change = story.last_tier_change;
  const until = change?.undo_until ?? null;
  if (change === null || until === null || Date.parse(until) <= now || !story.allowed.includes('undo_tier'))
    return null;
  return (
    <Notice
      tone="information"
      title={`Moved from ${tierLabel(change.from)} to ${tierLabel(change.to)} by ${named(change.by.name)}; can be undone until ${formatClock(until)}.`}
      actions={
        <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={undo.run}>
          Undo
        </Button>
      }
    />
  );
}
