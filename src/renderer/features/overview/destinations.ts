/** A list with filters applied: where a number leads. */
export interface Destination {
  to: '/invitations' | '/batches' | '/outbox';
  search: Readonly<Record<string, string>>;
}

export function invitationsWhere(search: Readonly<Record<string, string>>): Destination {
  return { to: '/invitations', search };
}

export function batchesWhere(search: Readonly<Record<string, string>>): Destination {
  return { to: '/batches', search };
}

export function mailsWhere(search: Readonly<Record<string, string>>): Destination {
  return { to: '/outbox', search };
}
