import type { BatchCounts } from '#contract/batches.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { mailsUnderway } from './answer.ts';

/** The line below “Made”: what becomes of the mails. */
export interface MailProgress {
  name: 'Delivered' | 'Kept';
  done: number;
  /** The others, in words. */
  rest: string;
}

/**
 * Mails that were delivered, or those that the outbox keeps where nothing is delivered: a line that stays at 0 for ever
 * would look like a failure.
 *
 * @param keeping whether the platform only keeps mails by now
 */
export function mailProgress(counts: BatchCounts, keeping: boolean): MailProgress {
  const { delivered, kept, undelivered } = counts;
  const underway = mailsUnderway(counts);
  const onlyKept = delivered === 0 && undelivered === 0 && (keeping || (kept > 0 && underway === 0));
  const rest = [
    !onlyKept && kept > 0 ? `${formatCount(kept)} kept` : '',
    underway > 0 ? `${formatCount(underway)} on the way` : '',
    undelivered > 0 ? `${formatCount(undelivered)} not delivered` : '',
  ];
  return {
    name: onlyKept ? 'Kept' : 'Delivered',
    done: onlyKept ? kept : delivered,
    rest: rest.filter(Boolean).join(', '),
  };
}
