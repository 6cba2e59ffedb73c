import { Button } from '@mantine/core';
import type { SessionState } from '#renderer/data/session/queries.ts';
import { Mark } from '#renderer/ui/mark.tsx';
import classes from './gate.module.css';

/** The same picture as index.html paints before any script. */
export function Splash() {
  return (
    <div className={classes.splash} role="status" aria-label="Starting">
      <Mark size={40} />
    </div>
  );
}

/** While main takes up the session of the last time. After a moment it says so, and offers another way. */
export function Restoring({ session, onLeave }: { session: SessionState; onLeave: () => void }) {
  const name = session.profile?.name ?? 'the platform';
  const offline = session.connection === 'offline';
  return (
    <main className={classes.splash}>
      <div className={classes.restoring}>
        <Mark size={40} />
        <div className={classes.late}>
          <h1 className={classes.title}>{offline ? `${name} can’t be reached` : `Connecting to ${name}`}</h1>
          <p role="status" className={classes.words}>
            {offline
              ? 'You are still signed in. The console tries again every few seconds and goes on where you were.'
              : 'Taking up your session of the last time.'}
          </p>
          <Button variant="default" onClick={onLeave}>
            Connect to another platform
          </Button>
        </div>
      </div>
    </main>
  );
}
