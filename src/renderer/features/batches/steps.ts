import type { Batch } from '#contract/batches.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { isAllKept } from '#renderer/ui/status/known-statuses.tsx';

export type StepState = 'done' | 'now' | 'stopped' | 'open';

/** Who did something, when, or what is the case. */
export interface StepFact {
  who?: string;
  at?: string;
  text?: string;
}

export interface Step {
  key: 'made' | 'submitted' | 'approved' | 'sending' | 'sent';
  name: string;
  state: StepState;
  facts: StepFact[];
}

/** The way of a batch from draft to sent, as facts. A stopped batch ends where it was stopped. */
export function stepsOf(batch: Batch): Step[] {
  const made: Step = {
    key: 'made',
    name: 'Draft',
    state: batch.status === 'draft' ? 'now' : 'done',
    facts: [{ who: batch.author.name, at: batch.created_at }],
  };
  const stopped = stopOf(batch);
  if (batch.submitted_at === null && stopped !== null) return [made, stopped];
  const submitted: Step = {
    key: 'submitted',
    name: 'Submitted',
    state: batch.submitted_at === null ? 'open' : 'done',
    facts: batch.submitted_at === null ? [] : [{ who: batch.submitted_by?.name ?? 'Somebody', at: batch.submitted_at }],
  };
  const approvals = batch.approvals.map(({ admin, at }) => ({ who: admin.name, at }));
  const complete = batch.approvals.length >= batch.approvals_needed;
  if (stopped !== null) {
    const approved: Step[] =
      approvals.length > 0 ? [{ key: 'approved', name: 'Approved', state: 'done', facts: approvals }] : [];
    return [made, submitted, ...approved, stopped];
  }
  return [made, submitted, approvalStep(batch, complete, approvals), sendingStep(batch), sentStep(batch)];
}

function approvalStep(batch: Batch, complete: boolean, approvals: StepFact[]): Step {
  const missing = batch.approvals_needed - batch.approvals.length;
  const waits = batch.status === 'submitted';
  return {
    key: 'approved',
    name: waits ? 'Awaits approval' : 'Approved',
    state: waits ? 'now' : complete ? 'done' : 'open',
    facts:
      waits && approvals.length > 0
        ? [...approvals, { text: `${formatQuantity(missing, 'approval')} missing` }]
        : approvals,
  };
}

function sendingStep(batch: Batch): Step {
  const { counts } = batch;
  const begun = batch.sending_started_at;
  const soon: StepFact[] = batch.status === 'approved' ? [{ text: 'About to begin' }] : [];
  return {
    key: 'sending',
    name: 'Sending',
    state:
      batch.status === 'sending' || batch.status === 'approved' ? 'now' : batch.status === 'sent' ? 'done' : 'open',
    facts:
      begun === null
        ? soon
        : [
            {
              at: begun,
              ...(batch.status === 'sending'
                ? { text: `${formatCount(counts.created)} of ${formatCount(counts.ready)} made` }
                : {}),
            },
          ],
  };
}

function sentStep(batch: Batch): Step {
  return {
    key: 'sent',
    name: isAllKept(batch) ? 'Kept in the outbox' : 'Sent',
    state: batch.status === 'sent' ? 'done' : 'open',
    facts: batch.sent_at === null ? [] : [{ at: batch.sent_at }],
  };
}

function stopOf(batch: Batch): Step | null {
  if (batch.status !== 'rejected' && batch.status !== 'cancelled') return null;
  const fact: StepFact = {};
  if (batch.decided_by !== null) fact.who = batch.decided_by.name;
  if (batch.decided_at !== null) fact.at = batch.decided_at;
  return {
    key: 'approved',
    name: batch.status === 'rejected' ? 'Rejected' : 'Cancelled',
    state: 'stopped',
    facts: batch.reject_reason === null ? [fact] : [fact, { text: `“${batch.reject_reason}”` }],
  };
}
