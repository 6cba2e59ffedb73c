import { type AddressField, choiceField, optionalField, optionField } from '#renderer/ui/address/use-address-state.ts';

export const parts = ['funnel', 'stuck'] as const;
export type Part = (typeof parts)[number];

const tiers = ['standard', 'premium', 'enterprise'] as const;
const steps = ['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback'] as const;
export const breakdowns = ['tier', 'batch', 'week'] as const;
export type Breakdown = (typeof breakdowns)[number];

const day = 86_400_000;
const hour = 3_600_000;

/** When somebody signed up: in the last days, counted from now, or from one UTC day to another, both included. */
export type Range = { last: number } | { from: string; to: string };

/** A day that exists: `2026-02-30` does not. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return text >= '1970' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** `last-7d` (1 to 999 days) or `2026-11-01..2026-11-14`; anything else counts as nothing. */
export function rangeField(): AddressField<Range | undefined> {
  return {
    read: (text = '') => {
      const last = Number(/^last-(\d{1,3})d$/.exec(text)?.[1] ?? 0);
      if (last >= 1) return { last };
      const [, from, to] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
      if (from === undefined || to === undefined || !isDay(from) || !isDay(to) || from > to) return undefined;
      return { from, to };
    },
    write: (range) => (range === undefined ? undefined : writeRange(range)),
  };
}

export function writeRange(range: Range): string {
  return 'last' in range ? `last-${range.last}d` : `${range.from}..${range.to}`;
}

function weekField(): AddressField<string | undefined> {
  const week = /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/;
  return { read: (text) => (text !== undefined && week.test(text) ? text : undefined), write: (value) => value };
}

/** Everything of the Onboarding screen that lives in its address. */
export const onboardingAddress = {
  part: optionField(parts),
  by: optionField(breakdowns),
  tier: choiceField(tiers),
  batch_id: optionalField(),
  week: weekField(),
  range: rangeField(),
  step: choiceField(steps),
  sort: optionField(['-dwell', 'dwell']),
  /** Who is open in the panel. */
  id: optionalField(),
};

export interface OnboardingAddress {
  part: Part;
  by: Breakdown;
  tier: (typeof tiers)[number] | undefined;
  batch_id: string | undefined;
  week: string | undefined;
  range: Range | undefined;
  step: (typeof steps)[number] | undefined;
  sort: '-dwell' | 'dwell';
  id: string | undefined;
}

/** What clearing the filters sets. */
export const noFilters = { tier: undefined, batch_id: undefined, week: undefined, range: undefined } as const;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Which people an address is about, in the words of the funnel. */
export interface PeopleQuery {
  tier?: (typeof tiers)[number];
  batch_id?: string;
  week?: string;
  from?: string;
  to?: string;
}

/**
 * Which people an address is about. A mangled address asks for less, never for something refused. Days are counted from
 * the begun hour, so that the question stays the same while somebody looks.
 */
export function peopleOf({ tier, batch_id: batch, week, range }: OnboardingAddress, now: number): PeopleQuery {
  return {
    ...(tier === undefined ? {} : { tier }),
    ...(batch === undefined || !uuid.test(batch) ? {} : { batch_id: batch }),
    ...(week === undefined ? {} : { week }),
    ...(range === undefined ? {} : boundsOf(range, now)),
  };
}

function boundsOf(range: Range, now: number): { from: string; to?: string } {
  if ('last' in range) return { from: new Date(Math.floor(now / hour) * hour - range.last * day).toISOString() };
  const after = new Date(Date.parse(`${range.to}T00:00:00Z`) + day);
  return { from: `${range.from}T00:00:00.000Z`, to: after.toISOString() };
}

/** True where an address is about fewer than everybody. */
export function isNarrowed(address: OnboardingAddress): boolean {
  return Object.keys(peopleOf(address, 0)).length > 0;
}
