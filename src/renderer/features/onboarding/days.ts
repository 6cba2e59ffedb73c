import { onboardingAddress } from './address.ts';

/** Why two days can't be asked for, or null where they can. */
export function daysObjection(from: string, to: string): string | null {
  if (from === '' || to === '') return 'Choose both days';
  if (onboardingAddress.range.read(`${from}..${to}`) !== undefined) return null;
  return from > to ? 'The range ends before it begins' : 'Choose days after 1970';
}
