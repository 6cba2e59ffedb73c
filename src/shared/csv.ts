/**
 * One CSV field (RFC 4180), safe to open in a spreadsheet: a field that a spreadsheet would run as a formula gets a
 * leading apostrophe (OWASP "CSV injection": = + - @ tab and carriage return), also behind white space.
 */
export function csvField(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? String(value) : /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A whole file: header and rows, CRLF line ends, with the byte-order mark that spreadsheets need to see UTF-8. */
export function csvFile(
  header: readonly string[],
  rows: Iterable<readonly (string | number | null | undefined)[]>,
): string {
  const lines = [header.map(csvField).join(',')];
  for (const row of rows) lines.push(row.map(csvField).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
