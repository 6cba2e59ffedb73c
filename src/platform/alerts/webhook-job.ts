import type { PlatformDeps } from '#platform/deps.ts';
import type { Job } from '#platform/jobs/runner.ts';
import { decrypt } from '#platform/security/encryption.ts';
import { boundQueues, type DueDelivery, dueDeliveries, noteDelivered, noteFailed } from './webhook-repository.ts';
import { postWebhook } from './webhook-request.ts';

/** Messages that one webhook may have in its queue. */
const mostQueued = 1000;
const firstPauseMilliseconds = 10_000;
const longestPauseMilliseconds = 30 * 60_000;
/** A message that was not taken for so long is given up: whoever gets it then would take it for news. */
const giveUpMilliseconds = 24 * 3_600_000;
const forgetMilliseconds = 7 * 86_400_000;

/** When a message is tried again that was tried `attempts` times: ten seconds later, then twice as long each time. */
export function nextAttempt(delivery: Pick<DueDelivery, 'attempts' | 'created_at'>, at: Date): Date | null {
  if (at.getTime() - delivery.created_at.getTime() >= giveUpMilliseconds) return null;
  const pause = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** Math.min(delivery.attempts, 20));
  return new Date(at.getTime() + pause);
}

/** One message of each webhook at a time, all webhooks at once: one that stalls keeps no other waiting longer than its limit. */
async function deliver(deps: PlatformDeps): Promise<boolean> {
  const { database, clock } = deps;
  const due = await dueDeliveries(database, clock.now());
  if (due.length === 0) return false;
  const taken = await Promise.all(due.map((delivery) => deliverOne(deps, delivery)));
  await boundQueues(database, mostQueued, new Date(clock.now().getTime() - forgetMilliseconds));
  return taken.some(Boolean);
}

async function deliverOne(deps: PlatformDeps, delivery: DueDelivery): Promise<boolean> {
  const at = deps.clock.now();
  const error = await postWebhook(
    {
      url: delivery.url,
      id: delivery.id,
      body: delivery.body,
      secret: decrypt(deps.keys.encryption, delivery.secret_encrypted),
      at,
      userAgent: `Gatehouse/${deps.config.version}`,
    },
    deps.config.webhookPrivate,
  );
  // Cut off before this it is sent again: its id tells the receiver.
  await deps.database.transaction().execute(async (transaction) => {
    if (error === null) await noteDelivered(transaction, delivery, at);
    else await noteFailed(transaction, delivery, at, { error, nextAttemptAt: nextAttempt(delivery, at) });
  });
  return error === null;
}

export const alertWebhookJob: Job = { name: 'alert-webhooks', everyMilliseconds: 5000, run: deliver };
