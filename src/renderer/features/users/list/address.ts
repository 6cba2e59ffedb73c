import type { userSorts } from '#contract/users.ts';
import type { UserQuery } from '#renderer/data/users/list.ts';
import {
  type AddressField,
  choiceField,
  optionalField,
  optionField,
  textField,
  weekField,
} from '#renderer/ui/address/use-address-state.ts';

const roles = ['member', 'staff', 'support', 'ops', 'admin', 'any'] as const;
const states = ['not_deleted', 'active', 'suspended', 'deleted', 'any'] as const;
const tiers = ['standard', 'premium', 'enterprise'] as const;
const steps = ['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback', 'completed'] as const;
const sorts = [
  '-created_at',
  'created_at',
  'email',
  '-email',
  'full_name',
  '-full_name',
  '-last_seen_at',
  'last_seen_at',
  'tier',
  '-tier',
  // Only the type: the contract's own list would bring zod into the page.
] as const satisfies typeof userSorts;

const hour = 3_600_000;
const day = 24 * hour;

/** Seen within so many days, or not: counted from now, so that a saved view stays true. */
export interface Seen {
  within: boolean;
  days: number;
}

/** `within-7d` or `not-14d`, from 1 to 365 days; anything else counts as nothing. */
export function seenField(): AddressField<Seen | undefined> {
  return {
    read: (text) => {
      const [, way, count] = /^(within|not)-(\d{1,3})d$/.exec(text ?? '') ?? [];
      const days = Number(count);
      return way !== undefined && days >= 1 && days <= 365 ? { within: way === 'within', days } : undefined;
    },
    write: (seen) => (seen === undefined ? undefined : writeSeen(seen)),
  };
}

export function writeSeen({ within, days }: Seen): string {
  return `${within ? 'within' : 'not'}-${days}d`;
}

/** Everything of the Users screen that lives in its address. */
export const userAddress = {
  role: optionField(roles),
  state: optionField(states),
  tier: choiceField(tiers),
  batch_id: optionalField(),
  week: weekField(),
  step: choiceField(steps),
  seen: seenField(),
  q: textField(),
  sort: optionField(sorts),
  /** Who is open in the panel. */
  id: optionalField(),
  /** The bulk action whose dialog is open. */
  bulk: optionalField(),
};

export interface UserAddress {
  role: (typeof roles)[number];
  state: (typeof states)[number];
  tier: (typeof tiers)[number] | undefined;
  batch_id: string | undefined;
  week: string | undefined;
  step: (typeof steps)[number] | undefined;
  seen: Seen | undefined;
  q: string;
  sort: (typeof sorts)[number];
  id: string | undefined;
  bulk: string | undefined;
}

/** What clearing the filters sets: members who are not deleted. */
export const noFilters = {
  role: 'member',
  state: 'not_deleted',
  tier: undefined,
  batch_id: undefined,
  week: undefined,
  step: undefined,
  seen: undefined,
  q: '',
} as const;

/** What a search over everybody sets beside its text. */
export const everybody = { ...noFilters, role: 'any', state: 'any' } as const;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The longest text that the platform takes. */
const longestSearch = 2000;

/**
 * What the platform is asked for an address. A mangled address asks for less, never for something refused. Days are
 * counted from the begun hour, so that the question stays the same while somebody looks.
 */
export function queryOf(address: UserAddress, now: number): UserQuery {
  const { role, state, tier, batch_id: batch, week, step, seen, sort } = address;
  const text = address.q.trim().slice(0, longestSearch);
  const since = new Date(Math.floor(now / hour) * hour - (seen?.days ?? 0) * day).toISOString();
  return {
    sort,
    ...(role === 'any' ? {} : { role }),
    ...(state === 'any' ? {} : { state }),
    ...(tier === undefined ? {} : { tier }),
    ...(batch === undefined || !uuid.test(batch) ? {} : { batch_id: batch }),
    ...(week === undefined ? {} : { week }),
    ...(step === undefined ? {} : { step }),
    ...(seen === undefined ? {} : seen.within ? { seen_since: since } : { not_seen_since: since }),
    ...(text === '' ? {} : { q: text }),
  };
}

/** True where the list shows something else than all members. */
export function isFiltered(address: UserAddress): boolean {
  const query = queryOf(address, 0);
  return query.role !== 'member' || query.state !== 'not_deleted' || Object.keys(query).length > 3;
}
