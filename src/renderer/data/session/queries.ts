import { type QueryClient, queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { Profile, SessionState } from '#bridge/channels.ts';
import type { SignedInUser } from '#contract/auth.ts';
import { bridge, request } from '#renderer/data/bridge.ts';
import { sessionKeys } from './keys.ts';

export type { Profile, SessionState, SignedInUser };

/** Main owns the session and tells of every change; this never goes stale by itself. */
export const sessionQuery = queryOptions({
  queryKey: sessionKeys.state,
  queryFn: () => request('session.get', null),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** Keeps the session query equal to what main says. Returns a function that ends it. */
export function followSession(client: QueryClient): () => void {
  return bridge().on('session.changed', (state) => client.setQueryData(sessionKeys.state, state));
}

export function useSession() {
  return useQuery(sessionQuery);
}

/** Who is signed in and where. Only for what is shown behind the sign-in. */
export function useSignedIn(): { user: SignedInUser; profile: Profile; session: SessionState } {
  const { data: session } = useSuspenseQuery(sessionQuery);
  if (session.user === null || session.profile === null) throw new Error('Nobody is signed in');
  return { user: session.user, profile: session.profile, session };
}
