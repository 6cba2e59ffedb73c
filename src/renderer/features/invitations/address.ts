import type { Delivery, InvitationStatus } from '#contract/invitations.ts';
import type { InvitationQuery } from '#renderer/data/invitations/query.ts';
import {
  type AddressField,
  choiceField,
  optionalField,
  optionField,
  textField,
} from '#renderer/ui/address/use-address-state.ts';
import { deliveryLooks, invitationLooks } from '#renderer/ui/status/known-statuses.tsx';

const tiers = ['standard', 'premium', 'enterprise'] as const;
const statuses = Object.keys(invitationLooks) as InvitationStatus[];
const deliveries = Object.keys(deliveryLooks) as Delivery[];
const sorts = ['-created_at', 'created_at', 'email', '-email', 'expires_at', '-expires_at'] as const;

/** Whole days from 1 to 90; anything else counts as nothing. */
function daysField(): AddressField<number | undefined> {
  return {
    read: (text) => {
      const days = Number(text);
      return Number.isInteger(days) && days >= 1 && days <= 90 ? days : undefined;
    },
    write: (value) => (value === undefined ? undefined : String(value)),
  };
}

/** Everything of the Invitations screen that lives in its address. */
export const invitationAddress = {
  status: choiceField(statuses),
  tier: choiceField(tiers),
  delivery: choiceField(deliveries),
  batch_id: optionalField(),
  expires_within_days: daysField(),
  q: textField(),
  sort: optionField(sorts),
  /** The invitation whose details are open. */
  id: optionalField(),
  /** What else is open: the form that invites an address, or the code doctor. */
  open: choiceField(['invite', 'doctor']),
};

/** What clearing the filters sets. */
export const noFilters = {
  status: undefined,
  tier: undefined,
  delivery: undefined,
  batch_id: undefined,
  expires_within_days: undefined,
  q: '',
} as const;

export interface InvitationAddress {
  status: InvitationStatus | undefined;
  tier: (typeof tiers)[number] | undefined;
  delivery: Delivery | undefined;
  batch_id: string | undefined;
  expires_within_days: number | undefined;
  q: string;
  sort: (typeof sorts)[number];
  id: string | undefined;
  open: 'invite' | 'doctor' | undefined;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the platform is asked for an address. A mangled address asks for less, never for something refused. */
export function queryOf(address: InvitationAddress): InvitationQuery {
  const { status, tier, delivery, batch_id: batch, expires_within_days: days, sort } = address;
  const text = address.q.trim().slice(0, 200);
  return {
    sort,
    ...(status === undefined ? {} : { status }),
    ...(tier === undefined ? {} : { tier }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(batch === undefined || !uuid.test(batch) ? {} : { batch_id: batch }),
    ...(days === undefined ? {} : { expires_within_days: days }),
    ...(text === '' ? {} : { q: text }),
  };
}

/** True where the list shows less than everything. */
export function isFiltered(address: InvitationAddress): boolean {
  return Object.keys(queryOf(address)).length > 1;
}
