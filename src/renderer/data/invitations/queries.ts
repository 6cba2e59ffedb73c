import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Invitation } from '#contract/invitations.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { prefetchKeysetList, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { invitationKeys } from './keys.ts';
import type { InvitationQuery } from './query.ts';

/** Mails go out and people register while somebody looks. */
const listInterval = 10_000;

/** All invitations that match, as rows by index. */
export function useInvitations(query: InvitationQuery): RowSource<Invitation> {
  return useKeysetList('invitations.list', { query }, { every: listInterval });
}

/** Begins to load the first of them before their screen is drawn. */
export function prefetchInvitations(client: QueryClient, query: InvitationQuery): Promise<void> {
  return prefetchKeysetList(client, 'invitations.list', { query });
}

function invitationQuery(id: string) {
  return queryOptions({
    queryKey: invitationKeys.detail(id),
    queryFn: ({ signal }) => callOperation('invitations.get', { params: { id } }, { signal }),
    refetchInterval: listInterval,
  });
}

/** One invitation with its history. */
export function useInvitation(id: string) {
  return useQuery(invitationQuery(id));
}
