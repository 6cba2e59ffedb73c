import type { Batch, BatchCounts } from '#contract/batches.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { countedClass, refusedClasses } from './words.ts';

/** `3 malformed, 2 duplicates, 3 already invited`: only what there is, in the usual order. */
export function refusedInWords(counts: BatchCounts): string {
  return refusedClasses
    .filter((rowClass) => counts[rowClass] > 0)
    .map((rowClass) => `${formatCount(counts[rowClass])} ${countedClass(rowClass, counts[rowClass])}`)
    .join(', ');
}

/** What the dry run found, in one sentence: `52 of 60 will be invited; 3 malformed, 2 duplicates`. */
export function dryRunSentence(counts: BatchCounts): string {
  const { rows, ready } = counts;
  const refused = refusedInWords(counts);
  if (ready === rows) return rows === 1 ? 'The one row will be invited' : `All ${formatCount(rows)} will be invited`;
  if (ready === 0)
    return rows === 1
      ? `The one row can't be invited: ${refused}`
      : `None of ${formatCount(rows)} can be invited: ${refused}`;
  return `${formatCount(ready)} of ${formatCount(rows)} will be invited; ${refused}`;
}

/** Mails of the batch that are neither delivered, nor kept, nor given up. */
export function mailsUnderway(counts: BatchCounts): number {
  return Math.max(0, counts.created - counts.delivered - counts.kept - counts.undelivered);
}

/** The one sentence a batch's page opens with: what will happen, happens or has happened. */
export function batchAnswer(batch: Batch): string {
  const { counts } = batch;
  const leftOut = counts.rows - counts.ready;
  switch (batch.status) {
    case 'draft':
      return dryRunSentence(counts);
    case 'submitted': {
      const missing = batch.approvals_needed - batch.approvals.length;
      const wait = counts.ready === 1 ? 'waits' : 'wait';
      return `${formatQuantity(counts.ready, 'invitation')} ${wait} for ${approvalsInWords(missing, batch.approvals.length)}`;
    }
    case 'approved':
      return `${formatQuantity(counts.ready, 'invitation')} approved; sending is about to begin`;
    case 'sending':
      return `${formatCount(counts.created)} of ${formatQuantity(counts.ready, 'invitation')} made, ${outcomeInWords(batch).join(', ')}`;
    case 'sent':
      return sentSentence(batch);
    case 'rejected':
      return 'Rejected; nobody was invited';
    case 'cancelled':
      return counts.created > 0
        ? `Cancelled after ${formatQuantity(counts.created, 'invitation')}`
        : `Cancelled; nobody was invited${leftOut === counts.rows ? '' : ` and ${formatQuantity(counts.ready, 'planned seat')} stayed free`}`;
  }
}

function approvalsInWords(missing: number, given: number): string {
  if (given > 0) return missing === 1 ? 'one more approval' : `${missing} more approvals`;
  return missing === 1 ? 'approval' : `${missing} approvals`;
}

function sentSentence(batch: Batch): string {
  const { counts } = batch;
  const made = `${formatQuantity(counts.created, 'invitation')} made`;
  const parts = outcomeInWords(batch);
  const underway = mailsUnderway(counts);
  if (underway > 0) parts.push(`${formatCount(underway)} on the way`);
  if (counts.undelivered > 0) parts.push(`${formatCount(counts.undelivered)} not delivered`);
  if (counts.failed > 0) parts.push(`${formatQuantity(counts.failed, 'row')} failed`);
  return `${made}, ${parts.join(', ')}`;
}

/** `all delivered`, `40 delivered, 12 kept`: what became of the mails that need nobody any more. */
function outcomeInWords({ status, counts }: Pick<Batch, 'status' | 'counts'>): string[] {
  const { created, delivered, kept } = counts;
  const through = status === 'sent' && created > 0;
  if (kept === 0) return [through && delivered === created ? 'all delivered' : `${formatCount(delivered)} delivered`];
  if (delivered > 0) return [`${formatCount(delivered)} delivered`, `${formatCount(kept)} kept`];
  return [`${through && kept === created ? 'all' : formatCount(kept)} kept in the outbox`];
}

/** How many rows and mails "Retry failed" would take up again. */
export function retryable(counts: BatchCounts): number {
  return counts.failed + counts.undelivered;
}
