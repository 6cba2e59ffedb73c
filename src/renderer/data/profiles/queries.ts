import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '#renderer/data/bridge.ts';
import { profileKeys } from './keys.ts';

/** The connection profiles of this computer, the last one used first. */
export const profilesQuery = queryOptions({
  queryKey: profileKeys.list,
  queryFn: () => request('profiles.list', null),
});

export function useProfiles() {
  return useQuery(profilesQuery);
}
