import type { TimelineKind } from '#contract/user-story.ts';
import { useUserTimeline } from '#renderer/data/users/parts.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconHistory } from '#renderer/ui/icons.ts';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { userAddress } from './address.ts';
import { daysOf } from './days.ts';
import { GrowingList } from './growing-list.tsx';
import { NotForYou } from './not-for-you.tsx';
import { PartHead } from './part-head.tsx';
import { TimelineEntry } from './timeline-entry.tsx';
import classes from './user.module.css';
import { kindLooks } from './words.ts';

const kinds = (Object.keys(kindLooks) as TimelineKind[])
  .map((value) => ({ value, label: kindLooks[value].label }))
  .sort((a, b) => a.label.localeCompare(b.label, 'en'));

/** Everything that happened to one person in the order of time, newest first. */
export function TimelinePart({ story }: { story: UserStory }) {
  if (!story.allowed.includes('see_notes')) {
    return <NotForYou what="What happened to staff accounts" whom="is for admins" />;
  }
  return <Timeline story={story} />;
}

function Timeline({ story }: { story: UserStory }) {
  const [{ kind }, setAddress] = useAddressState(userAddress);
  const rows = useUserTimeline(story.user.id, kind === undefined ? {} : { kind });
  const clear = () => setAddress({ kind: undefined });
  return (
    <>
      <PartHead label="Kind" value={kind} options={kinds} onChange={(next) => setAddress({ kind: next })}>
        {rows.total === null ? null : (
          <span className={classes.count} role="status">
            {formatQuantity(rows.total, 'event')}
          </span>
        )}
      </PartHead>
      <ScrollRegion label="Timeline" className={classes.flow}>
        <GrowingList
          rows={rows}
          noun={['event', 'events']}
          empty={
            kind === undefined ? (
              <EmptyState icon={IconHistory} title="Nothing has happened yet">
                Invitation, mails, sign-ins, onboarding, changes and notes appear here as they happen.
              </EmptyState>
            ) : (
              <NothingMatches what="events" onClear={clear} />
            )
          }
        >
          {(events) =>
            daysOf(events).map(({ day, items }) => (
              <section key={day} className={classes.day}>
                <h2 className={classes.dayName}>{day}</h2>
                <ol className={classes.events}>
                  {items.map((event) => (
                    <TimelineEntry key={event.key} event={event} userId={story.user.id} />
                  ))}
                </ol>
              </section>
            ))
          }
        </GrowingList>
      </ScrollRegion>
    </>
  );
}
