import {
  type AddressField,
  choiceField,
  optionalField,
  optionField,
  textField,
  weekField,
} from '#renderer/ui/address/use-address-state.ts';

export const parts = ['funnel', 'people', 'stuck', 'cohorts', 'nudges'] as const;
export type Part = (typeof parts)[number];

const tiers = ['standard', 'premium', 'enterprise'] as const;
const sixSteps = ['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback'] as const;
const steps = [...sixSteps, 'completed'] as const;
/** How somebody stands to a step; who waits at it is what one mostly looks for. */
const standings = ['waiting', 'left', 'done', 'reached'] as const;
const peopleSorts = [
  '-created_at',
  'created_at',
  'full_name',
  '-full_name',
  '-last_seen_at',
  'last_seen_at',
  'tier',
  '-tier',
] as const;
export const breakdowns = ['tier', 'batch', 'week'] as const;
export type Breakdown = (typeof breakdowns)[number];

const nudgeStates = ['held', 'sending', 'sent', 'cancelled'] as const;
const cohortSorts = ['-created_at', 'created_at', 'name', '-name'] as const;
/** What can become of the mail to one person. */
const becameOf = ['held', 'queued', 'sent', 'kept', 'failed', 'skipped', 'cancelled', 'left_out'] as const;

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

/** Everything of the Onboarding screen that lives in its address. */
export const onboardingAddress = {
  part: optionField(parts),
  by: optionField(breakdowns),
  tier: choiceField(tiers),
  batch_id: optionalField(),
  week: weekField(),
  range: rangeField(),
  cohort: optionalField(),
  step: choiceField(steps),
  /** With a step: how the people stand to it. */
  standing: optionField(standings),
  /** The order of people, and that of those who are stuck. */
  sort: optionField(peopleSorts),
  dwell: optionField(['-dwell', 'dwell']),
  cohort_q: textField(),
  nudge_state: choiceField(nudgeStates),
  nudge_step: choiceField(sixSteps),
  nudge_sort: optionField(['-created_at', 'created_at']),
  cohort_sort: optionField(cohortSorts),
  /** The nudge that is looked at, and which of its people. */
  nudge: optionalField(),
  became: choiceField(becameOf),
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
  cohort: string | undefined;
  step: (typeof steps)[number] | undefined;
  standing: (typeof standings)[number];
  sort: (typeof peopleSorts)[number];
  dwell: '-dwell' | 'dwell';
  cohort_q: string;
  nudge_state: (typeof nudgeStates)[number] | undefined;
  nudge_step: (typeof sixSteps)[number] | undefined;
  nudge_sort: '-created_at' | 'created_at';
  cohort_sort: (typeof cohortSorts)[number];
  nudge: string | undefined;
  became: (typeof becameOf)[number] | undefined;
  id: string | undefined;
}

/** What clearing the filters sets. */
export const noFilters = {
  tier: undefined,
  batch_id: undefined,
  week: undefined,
  range: undefined,
  cohort: undefined,
} as const;
/** The same with what narrows the list of people further. */
export const nobodyLeftOut = { ...noFilters, step: undefined, standing: 'waiting' } as const;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return uuid.test(text);
}

/** Which people an address is about, in the words of the funnel. */
export interface PeopleQuery {
  tier?: (typeof tiers)[number];
  /** `none`: invited one by one. */
  batch_id?: string;
  week?: string;
  cohort_id?: string;
  from?: string;
  to?: string;
}

/**
 * Which people an address is about. A mangled address asks for less, never for something refused. Days are counted from
 * the begun hour, so that the question stays the same while somebody looks.
 */
export function peopleOf(address: OnboardingAddress, now: number): PeopleQuery {
  const { tier, batch_id: batch, week, range, cohort } = address;
  return {
    ...(tier === undefined ? {} : { tier }),
    ...(batch !== undefined && (batch === 'none' || isId(batch)) ? { batch_id: batch } : {}),
    ...(week === undefined ? {} : { week }),
    ...(cohort !== undefined && isId(cohort) ? { cohort_id: cohort } : {}),
    ...(range === undefined ? {} : boundsOf(range, now)),
  };
}

function boundsOf(range: Range, now: number): { from: string; to?: string } {
  if ('last' in range) return { from: new Date(Math.floor(now / hour) * hour - range.last * day).toISOString() };
  const after = new Date(Date.parse(`${range.to}T00:00:00Z`) + day);
  return { from: `${range.from}T00:00:00.000Z`, to: after.toISOString() };
}

/** Which members, in the words of the list of users. */
export interface MemberFilters extends Omit<PeopleQuery, 'from' | 'to'> {
  role: 'member';
  signed_up_from?: string;
  signed_up_to?: string;
  step?: (typeof steps)[number];
  /** With one of the six steps. */
  standing?: (typeof standings)[number];
}

/**
 * The members behind a number of the funnel, in the words of the list of users. Who was deleted is among them, as in the
 * number; only people whose data was erased can't be listed any more.
 */
export function membersOf(address: OnboardingAddress, now: number): MemberFilters {
  const { from, to, ...same } = peopleOf(address, now);
  const { step, standing } = address;
  return {
    role: 'member',
    ...same,
    ...(from === undefined ? {} : { signed_up_from: from }),
    ...(to === undefined ? {} : { signed_up_to: to }),
    ...(step === undefined ? {} : step === 'completed' ? { step } : { step, standing }),
  };
}

/** True where an address is about fewer than everybody. */
export function isNarrowed(address: OnboardingAddress): boolean {
  return Object.keys(peopleOf(address, 0)).length > 0;
}
