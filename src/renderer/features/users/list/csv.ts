import type { UserListRow } from '#contract/users.ts';
import { csvFile } from '#shared/csv.ts';

const columns: readonly (readonly [string, (row: UserListRow) => string | null])[] = [
  ['email', ({ email }) => email],
  ['full_name', (row) => row.full_name],
  ['username', ({ username }) => username],
  ['company', ({ company }) => company],
  ['role', ({ role }) => role],
  ['state', ({ state }) => state],
  ['tier', (row) => row.beta_tier],
  ['batch', ({ batch }) => batch?.name ?? null],
  ['week', ({ week }) => week],
  ['onboarding_step', ({ onboarding }) => (onboarding === null ? null : (onboarding.step ?? 'completed'))],
  ['onboarding_percent', ({ onboarding }) => onboarding?.progress_percentage.toString() ?? null],
  ['last_seen_at', (row) => row.last_seen_at],
  ['created_at', (row) => row.created_at],
  ['activated_at', (row) => row.beta_activated_at],
  ['email_verified_at', (row) => row.email_verified_at],
  ['suspended_at', (row) => row.suspended_at],
  ['suspended_reason', (row) => row.suspended_reason],
  ['deleted_at', (row) => row.deleted_at],
  ['id', ({ id }) => id],
];

/** People as a CSV file that is safe to open in a spreadsheet. Times are UTC. */
export function usersCsv(rows: readonly UserListRow[]): string {
  return csvFile(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, value]) => value(row))),
  );
}

/** `gatehouse-users-2026-11-21-1200-rows.csv`: says on the outside how many rows are inside. */
export function csvName(rows: number, now: Date): string {
  return `gatehouse-users-${now.toISOString().slice(0, 10)}-${rows}-${rows === 1 ? 'row' : 'rows'}.csv`;
}
