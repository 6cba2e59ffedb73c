import type { Tier } from '#contract/common.ts';

/** Prefix of every invitation code; the middle part names the tier. */
const tierParts = { standard: 'STD', premium: 'PRE', enterprise: 'ENT' } as const satisfies Record<Tier, string>;
const tierByPart = new Map(Object.entries(tierParts).map(([tier, part]) => [part as string, tier as Tier]));

/** Characters people type for a hex digit: a misread letter becomes the digit it looks like. */
const lookAlikes: Record<string, string> = {
  o: '0',
  q: '0',
  i: '1',
  l: '1',
  '!': '1',
  '|': '1',
  s: '5',
  g: '9',
  z: '2',
};

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
  /** The hex digits found after the tier part, whatever their number. */
  digits: string;
  /** What was repaired or is wrong, in words. */
  notes: string[];
}

/**
 * Reads a code out of whatever somebody pasted: case, spaces, any dash, look-alike characters and text around
 * it are tolerated. Redeeming compares the result exactly.
 */
export function normaliseCode(paste: string): NormalisedCode {
  const notes: string[] = [];
  const compact = paste
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Zs}\s\p{Cf}]/gu, '')
    .replace(/[\p{Pd}_.·−]/gu, '-');
  const found = /[4a][uv]a[i1l!|]-?(std|5td|pre|ent)-?([0-9a-z!|-]*)/u.exec(compact);
  if (!found) return { code: null, tier: null, digits: '', notes: ['No code beginning with 4UAI was found in it.'] };
  const part = (found[1] ?? '').replace('5td', 'std').toUpperCase();
  const tier = tierByPart.get(part) ?? null;
  const typed = (found[2] ?? '').replaceAll('-', '');
  const digits = [...typed].map((character) => lookAlikes[character] ?? character).join('');
  if (digits !== typed) notes.push('Look-alike characters were read as the digits they resemble.');
  if (tier && paste.trim() !== formatCode(tier, digits)) notes.push('Case, spaces or dashes were tidied up.');
  const wrong = digits.replace(/[0-9a-f]/g, '');
  if (wrong) notes.push(`“${[...new Set(wrong)].join('')}” can't be part of a code (only 0-9 and a-f).`);
  if (digits.length !== codeDigits)
    notes.push(`It has ${digits.length} digits after the tier; a code has ${codeDigits}.`);
  const whole = tier !== null && wrong === '' && digits.length === codeDigits;
  return { code: whole ? formatCode(tier, digits) : null, tier, digits, notes };
}
