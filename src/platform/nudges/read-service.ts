import type { ActorRef } from '#contract/common.ts';
import { type Nudge, type NudgePerson, type NudgeReason, nudgeReasonSchema } from '#contract/nudges.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { atOneMoment } from '#platform/db/one-moment.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { notFound } from '#platform/http/problem.ts';
import { systemActor } from '#platform/invitations/present.ts';
import { listPeople, type PersonView } from './people-repository.ts';
import { findNudge, listNudges, type NudgeView, type Tally, tallyNudges } from './repository.ts';

/** One nudge; its state and how far it is agree. */
export function getNudge({ database, clock }: Pick<PlatformDeps, 'database' | 'clock'>, id: string): Promise<Nudge> {
  return atOneMoment(database, (executor) => readNudge(executor, id, clock.now()));
}

/** The same inside a transaction, by somebody who holds the nudge. */
export async function readNudge(executor: Executor, id: string, now: Date): Promise<Nudge> {
  const nudge = await findNudge(executor, id);
  if (!nudge) throw notFound('nudge');
  return nudgeAnswer(nudge, await tallyNudges(executor, [id]), now);
}

export async function readNudges(
  deps: PlatformDeps,
  query: HandlerInputOf<'nudges.list'>['query'],
): Promise<AnswerOf<'nudges.list'>> {
  const [page, tallies] = await atOneMoment(deps.database, async (executor) => {
    const listed = await listNudges(executor, query);
    const ids = listed.rows.map((row) => row.id);
    return [listed, await tallyNudges(executor, ids)] as const;
  });
  const now = deps.clock.now();
  const items = page.rows.map((row) =>
    nudgeAnswer(
      row,
      tallies.filter((tally) => tally.nudge_id === row.id),
      now,
    ),
  );
  return { items, next_cursor: page.nextCursor, total: page.total };
}

export async function readNudgePeople(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'nudges.people'>['query'],
): Promise<AnswerOf<'nudges.people'>> {
  if (!(await findNudge(deps.database, id))) throw notFound('nudge');
  const page = await listPeople(deps.database, id, query);
  return { items: page.rows.map(personAnswer), next_cursor: page.nextCursor, total: page.total };
}

function personAnswer({ erased, did_step_at: didAt, ...row }: PersonView): NudgePerson {
  const named = erased ? { full_name: '', email: '' } : {};
  return { ...row, ...named, did_step_at: didAt?.toISOString() ?? null };
}

/** Each reason with its number of people. */
export function reasonCounts(
  counts: readonly { reason: NudgeReason | null; people: number }[],
): Record<NudgeReason, number> {
  const of = (reason: NudgeReason) => counts.find((each) => each.reason === reason)?.people ?? 0;
  return Object.fromEntries(nudgeReasonSchema.options.map((reason) => [reason, of(reason)])) as Record<
    NudgeReason,
    number
  >;
}

function nudgeAnswer(row: NudgeView, tallies: readonly Tally[], now: Date): Nudge {
  const inState = (state: Tally['state']) => tallies.filter((tally) => tally.state === state);
  const count = (state: Tally['state']) => inState(state).reduce((sum, { people }) => sum + people, 0);
  return {
    id: row.id,
    state: row.state,
    step: row.step,
    subject: row.subject,
    message: row.message,
    cohort: row.cohort_name === null ? null : { id: row.cohort_id, name: row.cohort_name },
    created_by: { id: row.created_by, name: row.creator_name, role: row.creator_role },
    created_at: row.created_at.toISOString(),
    send_at: row.send_at.toISOString(),
    seconds_left: row.state === 'held' ? Math.max(0, (row.send_at.getTime() - now.getTime()) / 1000) : 0,
    sending_started_at: row.sending_started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
    cancelled_at: row.cancelled_at?.toISOString() ?? null,
    cancelled_by: row.cancelled_at ? cancellerOf(row) : null,
    people: row.people,
    counts: {
      held: count('held'),
      queued: count('queued'),
      sent: count('sent'),
      kept: count('kept'),
      failed: count('failed'),
      skipped: count('skipped'),
      cancelled: count('cancelled'),
      left_out: count('left_out'),
    },
    left_out: reasonCounts(inState('left_out')),
    skipped: reasonCounts(inState('skipped')),
  };
}

function cancellerOf(row: NudgeView): ActorRef {
  if (row.cancelled_by === null || row.canceller_name === null || row.canceller_role === null) {
    return systemActor;
  }
  return { id: row.cancelled_by, name: row.canceller_name, role: row.canceller_role };
}
