import type { InvitationEvent } from '#contract/invitations.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './invitations.module.css';

/** What happened to an invitation, newest first; the platform tells it from its beginning. */
export function InvitationHistory({ events }: { events: readonly InvitationEvent[] }) {
  if (events.length === 0) return <p className={forms.hint}>Nothing is recorded.</p>;
  return (
    <ol className={classes.history}>
      {events.toReversed().map((event) => (
        <li key={`${event.at} ${event.action} ${event.detail}`}>
          <div>{event.detail}</div>
          <div className={classes.muted}>
            <TimeText at={event.at} />
            {', '}
            {event.actor.role === 'system' ? 'by the platform' : `${event.actor.name} (${event.actor.role})`}
          </div>
        </li>
      ))}
    </ol>
  );
}
