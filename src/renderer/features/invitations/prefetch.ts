import type { QueryClient } from '@tanstack/react-query';
import { prefetchInvitations } from '#renderer/data/invitations/queries.ts';
import { readAddress } from '#renderer/ui/address/use-address-state.ts';
import { invitationAddress, queryOf } from './address.ts';

/** Asks for the rows that an address of the Invitations screen shows, while its code is still being loaded. */
export function prefetchInvitationRows(client: QueryClient, search: Readonly<Record<string, unknown>>): Promise<void> {
  return prefetchInvitations(client, queryOf(readAddress(invitationAddress, search)));
}
