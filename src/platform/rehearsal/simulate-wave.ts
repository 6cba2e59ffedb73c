import { createHash } from 'node:crypto';
import type { Tier } from '#contract/common.ts';
import type { AuditActor } from '#platform/audit/record.ts';
import { planHeader } from '#platform/batches/plan.ts';
import type { PlanCounts } from '#platform/db/tables/batches.ts';
import type { Invitee } from './people.ts';
import { day, hour, type Simulation, type SimulationTools, simulateInvitation, tierAt } from './simulation.ts';
import type { Wave } from './story.ts';

type Person = AuditActor & { id: string };

export interface WavePeople {
  author: Person;
  /** Whoever decides first; the second is needed above the quorum. */
  approvers: readonly [Person, Person];
  nextInvitee(): Invitee;
}

/** Writes one batch of the story with all its rows, its decision and, where it was sent, its invitations. */
export function simulateWave(
  simulation: Simulation,
  tools: SimulationTools,
  start: Date,
  wave: Wave,
  people: WavePeople,
): void {
  const { chance } = tools;
  const approver = people.approvers[0];
  const approvalsNeeded = wave.rows > 100 ? 2 : 1;
  const id = chance.uuid();
  const createdAt = new Date(start.getTime() + wave.day * day + wave.hour * hour);
  const submittedAt = new Date(createdAt.getTime() + 25 * 60_000);
  const decidedAt = new Date(submittedAt.getTime() + 40 * 60_000 + chance.below(3 * hour));
  const sendingAt = new Date(decidedAt.getTime() + 2_000);
  const sent = wave.status === 'sent';
  const positions = positionsOf(wave);
  const invitees: { position: number; invitee: Invitee }[] = [];
  const planned: string[] = [];
  for (const { position, kind } of positions) {
    const previous = invitees[invitees.length - 1];
    if (kind === 'malformed') {
      pushRow(simulation, {
        batch_id: id,
        position,
        raw_email: `${people.nextInvitee().username} at example`,
        email: null,
        tier: tierAt(position),
        class: 'malformed',
        reason: 'Not an e-mail address',
        state: 'skipped',
        error: null,
        invitation_id: null,
      });
    } else if (kind === 'duplicate' && previous) {
      const { email } = previous.invitee;
      pushRow(simulation, {
        batch_id: id,
        position,
        raw_email: email,
        email,
        tier: tierAt(position),
        class: 'duplicate',
        reason: `Same address as row ${previous.position}`,
        state: 'skipped',
        error: null,
        invitation_id: null,
      });
    } else {
      const invitee = people.nextInvitee();
      invitees.push({ position, invitee });
      planned.push(`${position}\t${invitee.email}\t${tierAt(position)}\n`);
    }
  }
  const planHash = createHash('sha256')
    .update(planHeader({ id, name: wave.name }))
    .update(planned.join(''))
    .digest('hex');
  simulation.rows.batches.push({
    id,
    name: wave.name,
    status: wave.status,
    author_id: people.author.id,
    created_at: createdAt,
    updated_at: decidedAt,
    submitted_by: people.author.id,
    submitted_at: submittedAt,
    decided_by: wave.status === 'cancelled' ? people.author.id : approver.id,
    decided_at: decidedAt,
    reject_reason: wave.reason ?? null,
    plan_hash: planHash,
    plan_version: 1,
    plan_counts: JSON.stringify(
      countPlan(
        wave,
        invitees.map(({ position }) => tierAt(position)),
      ),
    ),
    created_count: sent ? invitees.length : 0,
    approvals_needed: approvalsNeeded,
    four_eyes: true,
    seats_held: 0,
    sending_started_at: sent ? sendingAt : null,
    sent_at: sent ? new Date(sendingAt.getTime() + 4_000) : null,
  });
  simulation.rows.batch_plans.push({ batch_id: id, version: 1, plan_hash: planHash, made_at: submittedAt });
  const decide = { sent: 'batch.approved', rejected: 'batch.rejected', cancelled: 'batch.cancelled' } as const;
  const record = (at: Date, actor: Person, action: string, details: Record<string, unknown>) =>
    simulation.history.push({
      at,
      actor,
      event: { action, subjectType: 'batch', subjectId: id, details, personal: { subject_name: wave.name } },
    });
  record(createdAt, people.author, 'batch.created', { rows: wave.rows, ready: invitees.length });
  record(submittedAt, people.author, 'batch.submitted', { plan_hash: planHash });
  record(decidedAt, wave.status === 'cancelled' ? people.author : approver, decide[wave.status], {
    plan_hash: planHash,
    ...(wave.reason ? { reason: wave.reason } : {}),
  });
  for (const { position, invitee } of invitees) {
    const invitationId = sent
      ? simulateInvitation(simulation, tools, {
          invitee,
          tier: tierAt(position),
          at: new Date(sendingAt.getTime() + position * 20),
          conversion: wave.conversion,
          author: people.author,
          batchId: id,
        })
      : null;
    pushRow(simulation, {
      batch_id: id,
      position,
      raw_email: invitee.email,
      email: invitee.email,
      tier: tierAt(position),
      class: 'ready',
      reason: null,
      state: sent ? 'created' : 'planned',
      error: null,
      invitation_id: invitationId,
    });
  }
  if (sent) {
    for (const admin of people.approvers.slice(0, approvalsNeeded)) {
      simulation.rows.batch_approvals.push({
        batch_id: id,
        admin_id: admin.id,
        plan_hash: planHash,
        approved_at: decidedAt,
      });
    }
    record(new Date(sendingAt.getTime() + 4_000), approver, 'batch.sent', { created: invitees.length });
  }
}

function countPlan(wave: Wave, ready: readonly Tier[]): PlanCounts {
  const of = (tier: Tier) => ready.filter((each) => each === tier).length;
  return {
    rows: wave.rows,
    ready: ready.length,
    malformed: wave.malformed,
    duplicate: wave.rows - ready.length - wave.malformed,
    already_user: 0,
    already_invited: 0,
    over_capacity: 0,
    standard: of('standard'),
    premium: of('premium'),
    enterprise: of('enterprise'),
  };
}

function pushRow(simulation: Simulation, row: Simulation['rows']['batch_rows'][number]): void {
  simulation.rows.batch_rows.push(row);
}

/** Spreads the rows that the dry run refuses evenly over the list. */
function positionsOf(wave: Wave): { position: number; kind: 'ready' | 'malformed' | 'duplicate' }[] {
  const refused = wave.malformed + wave.duplicates;
  const every = refused === 0 ? Number.POSITIVE_INFINITY : Math.floor(wave.rows / (refused + 1));
  let malformed = wave.malformed;
  let duplicates = wave.duplicates;
  return Array.from({ length: wave.rows }, (_, index) => {
    const position = index + 1;
    if (position % every !== 0) return { position, kind: 'ready' as const };
    if (malformed > 0) {
      malformed -= 1;
      return { position, kind: 'malformed' as const };
    }
    if (duplicates > 0) {
      duplicates -= 1;
      return { position, kind: 'duplicate' as const };
    }
    return { position, kind: 'ready' as const };
  });
}
