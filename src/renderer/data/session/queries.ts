import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Profile, SessionState } from '#bridge/channels.ts';
import { request } from '#renderer/data/bridge.ts';
import { newestSession } from './accept.ts';
import { sessionKeys } from './keys.ts';
import { rememberSession } from './remembered.ts';

export { type SignedIn, SignedInProvider, useSignedIn } from './signed-in.ts';
export type { Profile, SessionState };

/** Main owns the session and tells of every change; this never goes stale by itself. */
export const sessionQuery = queryOptions({
  queryKey: sessionKeys.state,
  queryFn: async ({ client }) => {
    const state = newestSession(client, await request('session.get', null));
    rememberSession(state);
    return state;
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export function useSession() {
  return useQuery(sessionQuery);
}
