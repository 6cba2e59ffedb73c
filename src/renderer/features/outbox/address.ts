import type { MailKind, MailStatus } from '#contract/outbox.ts';
import type { MailQuery } from '#renderer/data/outbox/queries.ts';
import { choiceField, optionalField, optionField, textField } from '#renderer/ui/address/use-address-state.ts';
import { kindWords, statusWords } from './words.ts';

const statuses = Object.keys(statusWords) as MailStatus[];
const kinds = Object.keys(kindWords) as MailKind[];
const sorts = ['-created_at', 'created_at'] as const;

/** What of the Outbox lives in its address; the names are those of the platform's query. */
export const mailAddress = {
  status: choiceField(statuses),
  kind: choiceField(kinds),
  invitation_id: optionalField(),
  batch_id: optionalField(),
  q: textField(),
  sort: optionField(sorts),
  /** The mail whose details are open. */
  id: optionalField(),
};

export const noMailFilters = {
  status: undefined,
  kind: undefined,
  invitation_id: undefined,
  batch_id: undefined,
  q: '',
} as const;

export interface MailAddress {
  status: MailStatus | undefined;
  kind: MailKind | undefined;
  invitation_id: string | undefined;
  batch_id: string | undefined;
  q: string;
  sort: (typeof sorts)[number];
  id: string | undefined;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string | undefined): text is string {
  return text !== undefined && uuid.test(text);
}

/** What the platform is asked for an address. A mangled address asks for less, never for something refused. */
export function mailQueryOf(address: MailAddress): MailQuery {
  const text = address.q.trim().slice(0, 200);
  return {
    sort: address.sort,
    ...(address.status ? { status: address.status } : {}),
    ...(address.kind ? { kind: address.kind } : {}),
    ...(isId(address.invitation_id) ? { invitation_id: address.invitation_id } : {}),
    ...(isId(address.batch_id) ? { batch_id: address.batch_id } : {}),
    ...(text ? { q: text } : {}),
  };
}
