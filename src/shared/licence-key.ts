/**
 * Licence keys: `4UAI-LIC-` and 4 x 5 characters of Crockford's base32 (without I, L, O and U), the last of which checks
 * the others. Source: Douglas Crockford, "Base 32", https://www.crockford.com/base32.html (check symbol: value mod 37).
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefix = '4UAI-LIC-';
const groupLength = 5;
const length = 4 * groupLength;
const checkModulus = 37;

/**
 * Makes a licence key. Crockford's check symbol has 37 values and the alphabet 32, so a draw whose check would be one of
 * the five other signs is drawn again: every key stays within letters and digits.
 *
 * @param randomValue gives whole numbers from 0 to 31, from a CSPRNG for a real key
 */
export function formatLicenceKey(randomValue: () => number): string {
  for (;;) {
    const values = Array.from({ length: length - 1 }, randomValue);
    const check = checkValue(values);
    if (check < alphabet.length) return spell([...values, check]);
  }
}

/** Reads a key that somebody typed (case, spaces, dashes, O and I/L tolerated), or null where it can't be one. */
export function normaliseLicenceKey(typed: string): string | null {
  const compact = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^4UA[I1L]L[I1L]C/, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const values = [...compact].map((character) => alphabet.indexOf(character));
  if (values.length !== length || values.includes(-1)) return null;
  return checkValue(values.slice(0, -1)) === values[length - 1] ? spell(values) : null;
}

/** The number that the values spell in base 32, modulo 37: a prime, so one wrong or two swapped characters always show. */
function checkValue(values: readonly number[]): number {
  return values.reduce((remainder, value) => (remainder * alphabet.length + value) % checkModulus, 0);
}

function spell(values: readonly number[]): string {
  const characters = values.map((value) => alphabet.charAt(value)).join('');
  return prefix + (characters.match(/.{5}/g) ?? []).join('-');
}
