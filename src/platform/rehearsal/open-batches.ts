import type { PlatformDeps } from '#platform/deps.ts';
import type { Actor, Handlers, RequestContext } from '#platform/http/handlers.ts';
import type { Invitee } from './people.ts';
import { hour, tierAt } from './simulation.ts';
import { openBatches, openBatchHours } from './story.ts';

type BatchHandlers = Pick<Handlers, 'batches.create' | 'batches.submit' | 'batches.approve'>;

export interface OpenBatchPeople {
  author: Actor;
  /** Has approved the half-approved batch already, so that the other admin can give the second approval. */
  firstApprover: Actor;
  nextInvitee(): Invitee;
}

/**
 * Makes the batches that are still open when the visitor arrives: a draft, one that waits for approval, one that has
 * one of two approvals. They go through the same handlers as everybody's, so that what the visitor reviews is a real plan.
 *
 * @param handlersAt the platform's handlers with the clock standing at a time
 */
export async function openRehearsalBatches(
  deps: PlatformDeps,
  handlersAt: (time: Date) => BatchHandlers,
  people: OpenBatchPeople,
): Promise<void> {
  const now = deps.clock.now().getTime();
  const author = contextOf(people.author);
  const steps = (hoursAgo: number) => handlersAt(new Date(now - hoursAgo * hour));
  const make = (hoursAgo: number, batch: { name: string; rows: number }, rowAt: (position: number) => ListedPerson) => {
    const rows = Array.from({ length: batch.rows }, (_, position) => rowAt(position));
    return steps(hoursAgo)['batches.create'](
      { params: undefined, query: undefined, body: { name: batch.name, rows } },
      author,
    );
  };
  const submit = (hoursAgo: number, id: string) =>
    steps(hoursAgo)['batches.submit']({ params: { id }, query: undefined, body: undefined }, author);
  const mixed = (position: number) => ({ email: people.nextInvitee().email, tier: tierAt(position) });

  const waiting = await make(openBatchHours, openBatches.submitted, mixed);
  await submit(openBatchHours - 1, waiting.id);
  const half = await make(6, openBatches.halfApproved, () => ({
    email: people.nextInvitee().email,
    tier: 'enterprise',
  }));
  const reviewed = await submit(5, half.id);
  await steps(4)['batches.approve'](
    { params: { id: half.id }, query: undefined, body: { plan_hash: reviewed.plan_hash } },
    contextOf(people.firstApprover),
  );
  await make(1, openBatches.draft, (position) =>
    position % 9 === 4 ? { email: `someone${position} at example` } : mixed(position),
  );
}

interface ListedPerson {
  email: string;
  tier?: string;
}

function contextOf(actor: Actor): RequestContext {
  return { requestId: 'rehearsal', address: '127.0.0.1', userAgent: null, actor };
}
