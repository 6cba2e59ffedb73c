import type { UserQuery } from '#renderer/data/users/list.ts';
import { ExportDialog } from '#renderer/ui/overlay/export-dialog.tsx';
import { csvName, usersCsv } from './csv.ts';

interface ExportUsersProps {
  query: UserQuery;
  filtered: boolean;
  total: number;
  onClose: () => void;
}

/** Writes the people who match the filters to a CSV file. */
export function ExportUsers({ query, filtered, total, onClose }: ExportUsersProps) {
  return (
    <ExportDialog
      list="users.list"
      query={query}
      noun={['user', 'users']}
      filtered={filtered}
      total={total}
      note="It holds names and addresses. Times are UTC; text that a spreadsheet would run as a formula is made harmless."
      file={(rows) => ({ name: csvName(rows.length, new Date()), text: usersCsv(rows) })}
      onClose={onClose}
    />
  );
}
