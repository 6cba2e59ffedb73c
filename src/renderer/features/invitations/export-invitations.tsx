import type { InvitationQuery } from '#renderer/data/invitations/query.ts';
import { ExportDialog } from '#renderer/ui/overlay/export-dialog.tsx';
import { csvName, invitationsCsv } from './csv.ts';

interface ExportInvitationsProps {
  query: InvitationQuery;
  filtered: boolean;
  total: number;
  onClose: () => void;
}

/** Writes the invitations that match the filters to a CSV file. */
export function ExportInvitations(props: ExportInvitationsProps) {
  return (
    <ExportDialog
      list="invitations.list"
      noun={['invitation', 'invitations']}
      note="Codes stay masked; times are UTC; text that a spreadsheet would run as a formula is made harmless."
      file={(rows) => ({ name: csvName(rows.length, new Date()), text: invitationsCsv(rows) })}
      {...props}
    />
  );
}
