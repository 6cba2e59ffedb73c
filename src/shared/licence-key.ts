/** Crockford base32: digits and letters without I, L, O and U, which are misread or spell things. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefix = '4UAI-LIC-';
const payloadLength = 19;
const groupLength = 5;

/**
 * Makes a licence key: `4UAI-LIC-` and 4 x 5 characters, the last of which checks the others.
 *
 * @param randomValue gives whole numbers from 0 to 31, from a CSPRNG for a real key
 */
export function formatLicenceKey(randomValue: () => number): string {
  const values = Array.from({ length: payloadLength }, randomValue);
  const characters = [...values, checkValue(values)].map((value) => alphabet[value] ?? '0').join('');
  const groups = Array.from({ length: 4 }, (_, index) =>
    characters.slice(index * groupLength, (index + 1) * groupLength),
  );
  return prefix + groups.join('-');
}

/** Reads a key that somebody typed (case, spaces, dashes, O and I/L tolerated), or null where it can't be one. */
export function normaliseLicenceKey(typed: string): string | null {
  const compact = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const body = compact
    .replace(/^4UAILIC/, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const values = [...body].map((character) => alphabet.indexOf(character));
  if (values.length !== payloadLength + 1 || values.includes(-1)) return null;
  if (checkValue(values.slice(0, payloadLength)) !== values[payloadLength]) return null;
  return prefix + (body.match(/.{5}/g) ?? []).join('-');
}

/** Luhn algorithm generalised to base 32 ("Luhn mod N"): catches every single wrong character and most swaps of neighbours. */
function checkValue(values: readonly number[]): number {
  let sum = 0;
  let factor = 2;
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const product = (values[index] ?? 0) * factor;
    sum += Math.floor(product / 32) + (product % 32);
    factor = factor === 2 ? 1 : 2;
  }
  return (32 - (sum % 32)) % 32;
}
