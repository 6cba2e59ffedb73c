import type { Batch } from '#contract/batches.ts';
import { formatTime } from '#renderer/ui/format/times.ts';

/** What has become of a batch that somebody else decided about, in one sentence. */
export function whatHappened(batch: Batch): string {
  const who = batch.decided_by?.name ?? 'Somebody';
  const when = batch.decided_at === null ? '' : ` at ${formatTime(batch.decided_at)}`;
  switch (batch.status) {
    case 'rejected':
      return `${who} rejected it${when}${batch.reject_reason === null ? '' : `: “${batch.reject_reason}”`}.`;
    case 'cancelled':
      return `${who} cancelled it${when}.`;
    case 'approved':
    case 'sending':
    case 'sent': {
      const names = batch.approvals.map(({ admin }) => admin.name);
      return `${names.length === 0 ? who : names.join(' and ')} approved it${when}.`;
    }
    case 'submitted':
      return `${batch.submitted_by?.name ?? 'Somebody'} submitted it${batch.submitted_at === null ? '' : ` at ${formatTime(batch.submitted_at)}`}.`;
    case 'draft':
      return 'It is a draft.';
  }
}
