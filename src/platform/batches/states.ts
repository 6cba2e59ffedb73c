import type { BatchStatus } from '#contract/batches.ts';

/** What can be done to a batch, and in which states. The only place that knows. */
const allowed = {
  submit: ['draft'],
  approve: ['submitted'],
  reject: ['submitted'],
  cancel: ['draft', 'submitted', 'approved'],
  send: ['approved', 'sending'],
  retry: ['sending', 'sent'],
} as const satisfies Record<string, readonly BatchStatus[]>;

export type BatchAction = keyof typeof allowed;

export function isAllowed(action: BatchAction, status: BatchStatus): boolean {
  return (allowed[action] as readonly BatchStatus[]).includes(status);
}

/** What a person needs to know of a batch to understand why something is not possible. */
export interface BatchSituation {
  status: BatchStatus;
  decidedBy: string | null;
  decidedAt: Date | null;
  rejectReason: string | null;
}

const verbs: Record<BatchAction, string> = {
  submit: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  cancel: 'cancelled',
  send: 'sent',
  retry: 'retried',
};

/** Why an action is refused: what happened to the batch instead, and by whom. */
export function explainRefusal(action: BatchAction, batch: BatchSituation): string {
  return `${happened(batch)} It can't be ${verbs[action]} now. Nothing was changed.`;
}

function happened(batch: BatchSituation): string {
  const by = batch.decidedBy ? ` by ${batch.decidedBy}` : '';
  const at = batch.decidedAt ? ` at ${batch.decidedAt.toISOString()}` : '';
  switch (batch.status) {
    case 'draft':
      return 'The batch is a draft and was not submitted yet.';
    case 'submitted':
      return 'The batch is submitted and waits for approval.';
    case 'approved':
      return `The batch was approved${by}${at}.`;
    case 'sending':
      return `The batch was approved${by}${at} and is sending.`;
    case 'sent':
      return 'The batch was sent.';
    case 'rejected':
      return `The batch was rejected${by}${at}${batch.rejectReason ? `: “${batch.rejectReason}”` : ''}.`;
    case 'cancelled':
      return `The batch was cancelled${by}${at}.`;
  }
}
