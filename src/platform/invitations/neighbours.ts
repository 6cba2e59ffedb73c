import { type Tier, tierSchema } from '#contract/common.ts';
import { codeDigits, formatCode } from '#shared/codes.ts';

/** A whole code that the typed one may have been meant to be, and in words what would have gone wrong. */
export interface Neighbour {
  code: string;
  /** Says where, never which digit: support may use the doctor, but a code is shown in full only by an audited reveal. */
  difference: string;
}

const hex = [...'0123456789abcdef'];

/**
 * All codes that are one slip away from what was typed: a wrong digit, two neighbours swapped, a digit missing, one too
 * many, or a wrong tier part. The slip in the digits and the one in the tier part may come together, because a tier
 * part is three letters that a person retypes from memory. Nearest first.
 */
export function neighboursOf(tier: Tier | null, digits: string): Neighbour[] {
  const others = tierSchema.options.filter((option) => option !== tier);
  const tiers = tier ? [tier, ...others] : others;
  const slips = digitSlips(digits);
  const found = new Map<string, string>();
  for (const candidate of tiers) {
    const tierWords = candidate === tier ? '' : `The tier part should say ${candidate}.`;
    for (const [changed, words] of slips) {
      const code = formatCode(candidate, changed);
      const difference = [tierWords, words].filter(Boolean).join(' ');
      if (difference !== '' && !found.has(code)) found.set(code, difference);
    }
  }
  return [...found].map(([code, difference]) => ({ code, difference }));
}

/** Whole digit parts by what makes them from the typed one; the typed one itself first when it is whole. */
function digitSlips(digits: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (candidate: string, words: string) => {
    if (candidate.length === codeDigits && /^[0-9a-f]+$/.test(candidate) && !found.has(candidate)) {
      found.set(candidate, words);
    }
  };
  add(digits, '');
  if (Math.abs(digits.length - codeDigits) > 1) return found;
  for (let at = 0; at < digits.length; at += 1) {
    const before = digits.slice(0, at);
    const here = digits.charAt(at);
    const after = digits.slice(at + 1);
    add(before + after, `Digit ${at + 1} is one too many.`);
    add(before + after.charAt(0) + here + after.slice(1), `Digits ${at + 1} and ${at + 2} are swapped.`);
    for (const digit of hex) add(before + digit + after, `Digit ${at + 1} is wrong.`);
  }
  for (let at = 0; at <= digits.length; at += 1) {
    for (const digit of hex)
      add(digits.slice(0, at) + digit + digits.slice(at), `A digit is missing at place ${at + 1}.`);
  }
  return found;
}
