import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { viewerOf } from '#renderer/data/session/accept.ts';
import { type SessionState, type SignedIn, SignedInProvider, useSession } from '#renderer/data/session/queries.ts';
import { ErrorState } from '#renderer/ui/states/states.tsx';
import classes from './gate.module.css';
import { router } from './router.tsx';
import { Restoring, Splash } from './splash.tsx';

const ConnectScreen = lazy(() =>
  import('#renderer/features/connect/connect-screen.tsx').then(({ ConnectScreen }) => ({ default: ConnectScreen })),
);

function signedInOf(session: SessionState): SignedIn | null {
  const { user, profile } = session;
  if (session.status !== 'signed_in' || user === null || profile === null) return null;
  return { user, profile, session };
}

/**
 * Either the connect screen or the shell. When a session ends by itself the shell stays behind the connect screen,
 * out of sight and reach: the same person finds what they typed; anybody else gets a new one.
 */
export function Gate() {
  const { data: session, error, refetch } = useSession();
  const held = useRef<{ viewer: string; signedIn: SignedIn } | null>(null);
  const connecting = useRef(false);
  const [elsewhere, setElsewhere] = useState(false);

  const left = session?.status === 'signed_out' && session.notice === null;
  useEffect(() => {
    // Whoever comes next begins at the beginning, not where somebody else was.
    if (left && router.state.location.pathname !== '/') void router.navigate({ to: '/', replace: true });
  }, [left]);

  if (session === undefined) {
    if (error === null) return <Splash />;
    return (
      <main className={classes.splash}>
        <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
      </main>
    );
  }
  const signedIn = signedInOf(session);
  if (signedIn !== null) {
    held.current = { viewer: viewerOf(session) ?? '', signedIn };
    connecting.current = false;
  } else if (session.status === 'signed_out') {
    connecting.current = true;
    if (session.notice === null) held.current = null;
  } else if (!connecting.current && !elsewhere) {
    return <Restoring session={session} onLeave={() => setElsewhere(true)} />;
  }
  return (
    <>
      {signedIn === null ? (
        <div className={classes.whole}>
          <Suspense fallback={<Splash />}>
            <ConnectScreen session={session} />
          </Suspense>
          <div data-portals />
        </div>
      ) : null}
      {held.current === null ? null : (
        <div key={held.current.viewer} hidden={signedIn === null} inert={signedIn === null} className={classes.whole}>
          <SignedInProvider value={held.current.signedIn}>
            <RouterProvider router={router} />
          </SignedInProvider>
          <div data-portals />
        </div>
      )}
    </>
  );
}
