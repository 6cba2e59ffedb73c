/** What PostgreSQL reads in an array without quotes. */
const plain = /^[\w@.:+'\-,]*$/;

/**
 * An array as PostgreSQL writes it, for values that need no quotes: ids, hex, times, addresses. The drivers escape
 * every element, which for the thousands of a bulk statement costs more than making them.
 *
 * @throws when a value would need quotes; the statement is not sent then
 */
export function plainArray(values: readonly (string | null)[]): string {
  let commas = values.length - 1;
  const text = values.map((value) => value ?? 'NULL').join(',');
  for (let at = text.indexOf(','); at !== -1; at = text.indexOf(',', at + 1)) commas -= 1;
  const ambiguous = values.some((value) => value === '' || value?.toUpperCase() === 'NULL');
  if (!plain.test(text) || ambiguous || (values.length > 0 && commas !== 0)) {
    throw new Error('A value in a plain array needs quotes.');
  }
  return `{${text}}`;
}
