import type { Batch } from '#contract/batches.ts';
import type { Role } from '#contract/common.ts';

/** As much of a person as the rules about deciding need. */
export interface Decider {
  id: string;
  role: Role;
}

export type Permission = { may: true } | { may: false; reason: string };

const yes: Permission = { may: true };
const no = (reason: string): Permission => ({ may: false, reason });

/**
 * Whether this person may approve a submitted batch, or why not in words. The platform decides; this only says
 * beforehand what it would answer.
 */
export function mayApprove(batch: Batch, me: Decider): Permission {
  if (batch.status !== 'submitted') return no('Only a batch that awaits approval can be approved.');
  if (me.role !== 'admin') return no('An admin approves batches; your role can read them.');
  if (batch.approvals.some(({ admin }) => admin.id === me.id)) {
    return no(`You approved it already; ${stillMissing(batch)} must come from somebody else.`);
  }
  if (batch.four_eyes) {
    const author = batch.author.id === me.id;
    const submitter = batch.submitted_by?.id === me.id;
    if (author && submitter) return no('You made and submitted this batch, so another admin must approve it.');
    if (author) return no('You made this batch, so another admin must approve it.');
    if (submitter) return no('You submitted this batch, so another admin must approve it.');
  }
  return yes;
}

/** An admin may reject any submitted batch, their own as well. */
export function mayReject(batch: Batch, me: Decider): Permission {
  if (batch.status !== 'submitted') return no('Only a batch that awaits approval can be rejected.');
  return me.role === 'admin' ? yes : no('An admin rejects batches; your role can read them.');
}

export function maySubmit(batch: Batch, me: Decider): Permission {
  if (batch.status !== 'draft') return no('It was submitted already.');
  if (me.role !== 'ops' && me.role !== 'admin') return no('Ops and admins submit batches; your role can read them.');
  if (batch.counts.ready === 0) return no('No row is ready: fix the list and import it again.');
  return yes;
}

export function mayCancel(batch: Batch, me: Decider): boolean {
  const open = batch.status === 'draft' || batch.status === 'submitted' || batch.status === 'approved';
  return open && (me.role === 'ops' || me.role === 'admin');
}

export function mayRetry(batch: Batch, me: Decider): boolean {
  return (batch.status === 'sent' || batch.status === 'sending') && (me.role === 'ops' || me.role === 'admin');
}

function stillMissing(batch: Batch): string {
  const missing = Math.max(1, batch.approvals_needed - batch.approvals.length);
  return missing === 1 ? 'one more approval' : `${missing} more approvals`;
}

/** `1 of 2 approvals` */
export function quorumInWords(batch: Batch): string {
  const noun = batch.approvals_needed === 1 ? 'approval' : 'approvals';
  return `${batch.approvals.length} of ${batch.approvals_needed} ${noun}`;
}

/** Who must look at this batch before anything is sent, or who did, in one sentence. */
export function fourEyesSentence(batch: Batch): string {
  const one = batch.approvals_needed === 1;
  const people = one ? 'one admin' : `${batch.approvals_needed} admins`;
  const verb = isDecided(batch) ? 'approved' : one ? 'approves' : 'approve';
  if (!batch.four_eyes) return `Four eyes is switched off: ${people} ${verb} this batch, whoever made it.`;
  const { author, submitted_by: submitter } = batch;
  const involved =
    submitter === null || submitter.id === author.id
      ? `not ${author.name}, who made it`
      : `neither ${author.name}, who made it, nor ${submitter.name}, who submitted it`;
  return `Four eyes: ${people} ${verb} this batch, ${involved}.`;
}

function isDecided({ status }: Batch): boolean {
  return status === 'approved' || status === 'sending' || status === 'sent';
}
