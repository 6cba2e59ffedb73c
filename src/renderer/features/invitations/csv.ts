import type { Invitation } from '#contract/invitations.ts';
import { csvFile } from '#shared/csv.ts';

const columns: readonly (readonly [string, (invitation: Invitation) => string | null])[] = [
  ['email', ({ email }) => email],
  ['tier', ({ tier }) => tier],
  ['status', ({ status }) => status],
  ['delivery', ({ delivery }) => delivery],
  ['delivery_reason', (row) => row.delivery_reason],
  ['code', ({ code }) => code],
  ['batch', (row) => row.batch_name],
  ['created_at', (row) => row.created_at],
  ['expires_at', (row) => row.expires_at],
  ['used_at', (row) => row.used_at],
  ['revoked_at', (row) => row.revoked_at],
  ['invited_by', (row) => row.created_by.name],
  ['id', ({ id }) => id],
];

/** Invitations as a CSV file that is safe to open in a spreadsheet. Codes stay masked, times are UTC. */
export function invitationsCsv(rows: readonly Invitation[]): string {
  return csvFile(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, value]) => value(row))),
  );
}

/** `gatehouse-invitations-2026-11-21-1200-rows.csv`: says on the outside how many rows are inside. */
export function csvName(rows: number, now: Date): string {
  return `gatehouse-invitations-${now.toISOString().slice(0, 10)}-${rows}-${rows === 1 ? 'row' : 'rows'}.csv`;
}
