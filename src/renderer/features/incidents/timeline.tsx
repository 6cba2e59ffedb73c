import type { IncidentEntry } from '#renderer/data/incidents/incidents.ts';
import { Glyph } from '#renderer/ui/make-icon.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { AudienceBadge } from './badges.tsx';
import classes from './incidents.module.css';
import { entryIcon, entryWords } from './words.ts';

/** Everything that was said and done, newest first; what everybody can read stands out from what is internal. */
export function Timeline({ entries }: { entries: readonly IncidentEntry[] }) {
  return (
    <ol className={classes.timeline} aria-label="Timeline, newest first">
      {[...entries].reverse().map((entry) => (
        <TimelineItem key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function TimelineItem({ entry }: { entry: IncidentEntry }) {
  return (
    <li className={entry.public ? `${classes.entry} ${classes.entryPublic}` : classes.entry}>
      <span className={classes.entryIcon}>
        <Glyph path={entryIcon(entry).path} size={14} stroke={2} />
      </span>
      <div className={classes.entryBody}>
        <div className={classes.entryHead}>
          <strong>{entryWords(entry)}</strong>
          <AudienceBadge isPublic={entry.public} />
          <span className={classes.muted}>
            <bdi>{entry.by.name}</bdi>, {entry.by.role}
          </span>
          <span className={classes.muted}>
            <TimeText at={entry.at} />
          </span>
        </div>
        {entry.text === '' ? null : (
          <div className={classes.entryText} dir="auto">
            {entry.text}
          </div>
        )}
      </div>
    </li>
  );
}
