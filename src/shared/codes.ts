import type { Tier } from '#contract/common.ts';
import { asDigits, plainText } from './code-text.ts';

/** Prefix of every invitation code; the middle part names the tier. */
const tierParts = { standard: 'STD', premium: 'PRE', enterprise: 'ENT' } as const satisfies Record<Tier, string>;
/** How each tier part may have been read by a person or a scanner. */
const tierReadings: readonly (readonly [RegExp, Tier])[] = [
  [/^[s5][t7][do0]/, 'standard'],
  [/^pr[e3]/, 'premium'],
  [/^[e3]n[t7]/, 'enterprise'],
];

/** Hex digits of the random part: 48 bits from a CSPRNG. */
export const codeDigits = 12;

/** Puts a code together: `4UAI-PRE-a1b2c3d4e5f6`. `digits` are 12 lower-case hex digits. */
export function formatCode(tier: Tier, digits: string): string {
  return `4UAI-${tierParts[tier]}-${digits}`;
}

/** What lists and logs show: `4UAI-PRE-••••••••e5f6`. */
export function maskCode(tier: Tier, lastFour: string): string {
  return `4UAI-${tierParts[tier]}-••••••••${lastFour}`;
}

export interface NormalisedCode {
  /** The exact code after repair, or null where the paste can't be one. */
  code: string | null;
  tier: Tier | null;
  /** What stands where the hex digits should be, whatever its number and with signs that can't be digits. */
  digits: string;
  /** What was repaired or is wrong, in words. */
  notes: string[];
}

/** Characters that may stand between those of a code: anything but letters, digits and the two signs that look like 1. */
const gap = '[^a-z0-9!|]*';
const prefix = new RegExp(`[4a]${gap}[uv]${gap}[a4]${gap}[i1l!|]${gap}`, 'g');
/** Without the prefix: a tier part before digits, or a lone run about as long as the digits of a code. */
const headless = new RegExp(`(?:std|pre|ent)${gap}(?=[0-9a-f])|(?<![a-z0-9])(?=[0-9a-f]{11,13}(?![a-z0-9]))`, 'g');

interface Reading {
  tier: Tier | null;
  tierText: string;
  digits: string;
  typed: string;
  hasPrefix: boolean;
}

/**
 * Reads a code out of whatever somebody pasted: case, spaces, any dash, look-alike characters and text around
 * it are tolerated. Redeeming compares the result exactly.
 */
export function normaliseCode(paste: string): NormalisedCode {
  const text = plainText(paste);
  const readings = findReadings(text);
  const reading = readings.toSorted((left, right) => likeness(right) - likeness(left))[0];
  if (!reading) return { code: null, tier: null, digits: '', notes: ['No code beginning with 4UAI was found in it.'] };
  const { tier, digits } = reading;
  const code = wholeCode(reading);
  const notes: string[] = [];
  if (!reading.hasPrefix) notes.push('The beginning “4UAI” is missing or damaged.');
  if (digits !== reading.typed) notes.push('Look-alike characters were read as the digits they resemble.');
  if (code && paste.trim() !== code) notes.push('Case, spaces, dashes or text around it were tidied up.');
  if (!tier) {
    notes.push(
      reading.tierText
        ? `“${reading.tierText.toUpperCase()}” names no tier (STD, PRE or ENT).`
        : 'The part that names the tier (STD, PRE or ENT) is missing.',
    );
  }
  const wrong = digits.replace(/[0-9a-f]/g, '');
  if (wrong) notes.push(`“${[...new Set(wrong)].join('')}” can't be part of a code (only 0-9 and a-f).`);
  if (digits.length !== codeDigits) {
    const noun = digits.length === 1 ? 'digit' : 'digits';
    notes.push(`It has ${digits.length} ${noun} after the tier; a code has ${codeDigits}.`);
  }
  if (new Set(readings.map(wholeCode).filter(Boolean)).size > 1) {
    notes.push('There is more than one code in it; this is about the first.');
  }
  return { code, tier, digits, notes };
}

function findReadings(text: string): Reading[] {
  const read = (pattern: RegExp, hasPrefix: boolean) =>
    [...text.matchAll(pattern)].map((match) =>
      readAfter(text.slice(match.index + (hasPrefix ? match[0].length : 0)), hasPrefix),
    );
  const readings = [...read(prefix, true), ...read(headless, false)];
  return readings.filter((reading) => reading.tier !== null || reading.digits.length > 0);
}

/** Reads tier part and digits at the beginning of `rest`. */
function readAfter(rest: string, hasPrefix: boolean): Reading {
  const letters = /^[a-z0-9!|]/.test(rest) ? rest.replace(/[^a-z0-9!|]/g, '') : '';
  const tier = tierReadings.find(([reading]) => reading.test(letters))?.[1] ?? null;
  const direct = readDigits(rest);
  const hexOnly = /^[0-9a-f]*$/.test(direct.digits);
  // No known tier part: it was left out when what follows is already as long as the digits are, else it is misspelt.
  const missing = tier === null && hexOnly && direct.digits.length <= codeDigits + 1;
  if (missing) return { tier, tierText: '', ...direct, hasPrefix };
  const behind = new RegExp(`^(?:[a-z0-9!|]${gap}){0,3}`).exec(rest)?.[0] ?? '';
  return { tier, tierText: behind.replace(/[^a-z0-9]/g, ''), ...readDigits(rest.slice(behind.length)), hasPrefix };
}

/** Collects what stands for digits, run by run, until there are enough or ordinary text begins. */
function readDigits(rest: string): { digits: string; typed: string } {
  let typed = '';
  for (const match of rest.matchAll(/([^a-z0-9!|]*)([a-z0-9!|]+)/g)) {
    const [, between = '', run = ''] = match;
    if (typed.length >= codeDigits) break;
    const nearlyWhole = typed.length >= codeDigits - 1;
    if (nearlyWhole && (/[,;:&"'()<>?#/\\]/.test(between) || /[^0-9a-f]/.test(asDigits(run)))) break;
    typed += run;
  }
  if (typed.length > codeDigits && /^[!|]+$/.test(typed.slice(codeDigits))) typed = typed.slice(0, codeDigits);
  typed = typed.slice(0, 64);
  return { digits: asDigits(typed), typed };
}

function wholeCode({ tier, digits, hasPrefix }: Reading): string | null {
  const whole = hasPrefix && tier !== null && digits.length === codeDigits && /^[0-9a-f]+$/.test(digits);
  return whole ? formatCode(tier, digits) : null;
}

/** Higher is more like a code; of equals the first in the text is taken. */
function likeness(reading: Reading): number {
  const distance = Math.abs(reading.digits.length - codeDigits) + reading.digits.replace(/[0-9a-f]/g, '').length;
  return (reading.tier ? 5 : 0) + (reading.hasPrefix ? 1 : 0) - distance;
}
