import { Link } from '@tanstack/react-router';
import type { Role } from '#contract/common.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import type { TimelineEvent } from '#renderer/data/users/parts.ts';
import { formatClock, formatUtc } from '#renderer/ui/format/times.ts';
import { LongText } from './long-text.tsx';
import { placeOf } from './timeline-places.ts';
import classes from './user.module.css';
import { kindLooks } from './words.ts';

/** One thing that happened: when, what, by whom, and where to look further. */
export function TimelineEntry({ event, userId }: { event: TimelineEvent; userId: string }) {
  const viewer = useSignedIn().user;
  const { label, icon: Icon, tone } = kindLooks[event.kind];
  const place = placeOf(event, userId, viewer.role as Role);
  const self = event.actor.id === userId;
  return (
    <li className={classes.event}>
      <time className={classes.eventTime} dateTime={event.at} title={formatUtc(event.at)}>
        {formatClock(event.at)}
      </time>
      <span className={`${classes.eventIcon} ${classes[`tone-${tone}`]}`}>
        <Icon size={14} />
      </span>
      <div className={classes.eventBody}>
        <LongText text={event.words} />
        <div className={classes.eventMeta}>
          <span>{label}</span>
          {self ? null : (
            <span>
              by{' '}
              {event.actor.role === 'system' ? (
                'the platform'
              ) : (
                <bdi>{`${event.actor.name} (${event.actor.role})`}</bdi>
              )}
            </span>
          )}
          {place === null ? null : (
            <Link className={classes.link} to={place.to as string} search={place.search as never}>
              {place.words}
            </Link>
          )}
        </div>
      </div>
    </li>
  );
}
