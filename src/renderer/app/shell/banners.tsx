import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useAuditWatch } from '#renderer/data/audit/watch.ts';
import { useRetryKeychain } from '#renderer/data/session/mutations.ts';
import { type SessionState, useSession, useSignedIn } from '#renderer/data/session/queries.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { IconAlertOctagon, IconKey, IconPlayerPlay, IconWifiOff } from '#renderer/ui/icons.ts';
import { findingInWords } from '#shared/audit/words.ts';
import { HeldNudges } from './held-nudges.tsx';
import classes from './shell.module.css';

const keychainWords: Partial<Record<SessionState['keychain'], string>> = {
  locked: 'The keychain is locked.',
  absent: 'This computer has no keychain.',
  unavailable: 'The keychain does not answer.',
};

/** What everybody must know whatever the screen: rehearsal, keychain, held nudges, offline. */
export function Banners() {
  const { profile } = useSignedIn();
  const { data: session } = useSession();
  const offline = session?.connection === 'offline';
  const offlineFor = useOfflineFor(offline);
  const retry = useRetryKeychain();
  const keychain = session === undefined ? undefined : keychainWords[session.keychain];
  return (
    <section className={classes.banners} aria-label="Notices" data-passing>
      {profile.rehearsal ? (
        <div className={`${classes.banner} ${classes.bannerInformation}`}>
          <IconPlayerPlay size={14} />
          <span className={classes.bannerText}>
            Rehearsal: a simulated beta on this computer. Nothing here reaches real people.
          </span>
        </div>
      ) : null}
      {keychain === undefined ? null : (
        <div role="status" className={`${classes.banner} ${classes.bannerWarning}`}>
          <IconKey size={14} />
          <span className={classes.bannerText}>
            {keychain} Your session is kept in memory until you quit; you will sign in again next time.
          </span>
          <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
            Try the keychain again
          </Button>
        </div>
      )}
      <AuditAlarm />
      <HeldNudges />
      {offline ? (
        <div role="status" className={`${classes.banner} ${classes.bannerCritical}`}>
          <IconWifiOff size={14} />
          <span className={classes.bannerText}>
            Offline{offlineFor === null ? '' : ` for ${formatDuration(offlineFor)}`}: the platform can’t be reached.
            What you see is from before; the console keeps trying.
          </span>
        </div>
      ) : null}
    </section>
  );
}

/** The audit log doesn't hold. Stays until an admin acknowledges it; others are not told, because they can't act. */
function AuditAlarm() {
  const { user } = useSignedIn();
  const { data: watch } = useAuditWatch();
  const open = user.role === 'admin' ? (watch?.alarms ?? []).filter(({ acknowledged }) => acknowledged === null) : [];
  const [alarm] = open;
  if (alarm === undefined) return null;
  const more = open.length === 1 ? '' : ` And ${open.length - 1} more.`;
  return (
    <div role="alert" className={`${classes.banner} ${classes.bannerCritical}`}>
      <IconAlertOctagon size={14} />
      <span className={classes.bannerText}>
        <strong>The audit log does not hold.</strong> {findingInWords(alarm.finding)}
        {more}
      </span>
      <Link to="/audit" className={classes.bannerLink}>
        See what was found
      </Link>
    </div>
  );
}

/** Milliseconds since the connection was lost, by the quarter minute; null right after. */
function useOfflineFor(offline: boolean): number | null {
  const [elapsed, setElapsed] = useState<number | null>(null);
  useEffect(() => {
    if (!offline) return;
    const since = Date.now();
    const timer = setInterval(() => setElapsed(Date.now() - since), 15_000);
    return () => {
      clearInterval(timer);
      setElapsed(null);
    };
  }, [offline]);
  return elapsed;
}
