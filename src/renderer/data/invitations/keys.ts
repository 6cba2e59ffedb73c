/** Marking `all` stale refreshes every list and detail of invitations. */
export const invitationKeys = {
  all: ['invitations'] as const,
  detail: (id: string) => ['invitations', 'detail', id] as const,
};
