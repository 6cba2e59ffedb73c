import type { BatchRow } from '#contract/batches.ts';
import { csvFile } from '#shared/csv.ts';
import { classLabel } from './words.ts';

/**
 * Rows that were left out, as a list that can be corrected and imported again: the address exactly as it was
 * imported, its tier, and why it was left out (a column the import reads over).
 */
export function refusedCsv(rows: readonly BatchRow[]): string {
  return csvFile(
    ['email', 'tier', 'reason'],
    rows.map((row) => [row.raw_email, row.tier, row.reason ?? classLabel(row.class)]),
  );
}

/** `Wave 2 - 8 refused rows.csv`, without what file systems refuse. */
export function refusedName(batchName: string, rows: number): string {
  const name = batchName
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return `${name || 'Batch'} - ${rows} refused ${rows === 1 ? 'row' : 'rows'}.csv`;
}
