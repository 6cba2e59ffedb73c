import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { forgetFirstCall } from '#renderer/data/early-call.ts';
import { viewerName } from '#renderer/data/session/accept.ts';
import { type SessionState, type SignedIn, SignedInProvider, useSession } from '#renderer/data/session/queries.ts';
import { recallSession } from '#renderer/data/session/remembered.ts';
import { Portals } from '#renderer/ui/overlay/portals.tsx';
import { ErrorState } from '#renderer/ui/states/states.tsx';
import { forgetFrame } from './frame/frame.ts';
import classes from './gate.module.css';
import { RoutedScreen } from './routed-screen.tsx';
import { router } from './router.tsx';
import { Restoring, Splash } from './splash.tsx';

const ConnectScreen = lazy(() =>
  import('#renderer/features/connect/connect-screen.tsx').then(({ ConnectScreen }) => ({ default: ConnectScreen })),
);

/** Who was here last. While main takes up that session the window is drawn for them, and its calls wait in main. */
const remembered = recallSession();

/** What main will most likely say first. */
const awaited: SessionState | undefined =
  remembered === null
    ? undefined
    : {
        revision: 0,
        status: 'restoring',
        profile: remembered.profile,
        user: null,
        connection: 'unknown',
        keychain: 'ok',
        notice: null,
      };

function signedInOf(session: SessionState): SignedIn | null {
  const { user, profile } = session;
  if (session.status !== 'signed_in' || user === null || profile === null) return null;
  return { user, profile };
}

/** The remembered person, as long as nothing speaks against their coming back. */
function expectedIn(session: SessionState): SignedIn | null {
  if (remembered === null || session.status !== 'restoring' || session.connection === 'offline') return null;
  const { profile } = session;
  const same = profile?.id === remembered.profile.id && profile.address === remembered.profile.address;
  return same ? { user: remembered.user, profile } : null;
}

function isEqual(before: SignedIn | undefined, after: SignedIn): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/**
 * Either the connect screen or the shell. When a session ends by itself the shell stays behind the connect screen,
 * out of sight and reach: the same person finds what they typed; anybody else gets a new one.
 */
export function Gate() {
  const { data, error, refetch } = useSession();
  const held = useRef<{ viewer: string; signedIn: SignedIn } | null>(null);
  const connecting = useRef(false);
  const [elsewhere, setElsewhere] = useState(false);

  const left = data?.status === 'signed_out' && data.notice === null;
  useEffect(() => {
    // Whoever comes next begins at the beginning, not where somebody else was.
    if (left && router.state.location.pathname !== '/') void router.navigate({ to: '/', replace: true });
  }, [left]);

  const signedOut = data?.status === 'signed_out';
  useEffect(() => {
    if (!signedOut) return;
    forgetFrame();
    forgetFirstCall();
  }, [signedOut]);

  const session = data ?? (error === null ? awaited : undefined);
  if (session === undefined) {
    if (error === null) return <Splash />;
    return (
      <main className={classes.splash}>
        <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
      </main>
    );
  }
  const signedIn = signedInOf(session) ?? (connecting.current || elsewhere ? null : expectedIn(session));
  if (signedIn !== null) {
    // The same facts stay the same object: main says them again with every change of the connection.
    if (!isEqual(held.current?.signedIn, signedIn))
      held.current = { viewer: viewerName(signedIn.profile, signedIn.user), signedIn };
    connecting.current = false;
  } else if (session.status === 'signed_out') {
    connecting.current = true;
    if (session.notice === null) held.current = null;
  }
  let cover: ReactNode = null;
  if (signedIn === null) {
    const waits = session.status !== 'signed_out' && !connecting.current && !elsewhere;
    cover = waits ? (
      <Restoring session={session} onLeave={() => setElsewhere(true)} />
    ) : (
      <ConnectScreen session={session} />
    );
  }
  return (
    <>
      {cover === null ? null : (
        <div className={classes.whole}>
          <Suspense fallback={<Splash />}>{cover}</Suspense>
          <Portals />
        </div>
      )}
      {held.current === null ? null : (
        <div key={held.current.viewer} hidden={signedIn === null} inert={signedIn === null} className={classes.whole}>
          <SignedInProvider value={held.current.signedIn}>
            <RoutedScreen />
          </SignedInProvider>
          <Portals />
        </div>
      )}
    </>
  );
}
