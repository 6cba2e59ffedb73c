import { moveSeats } from '#platform/capacity/ledger-repository.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { SignedInContext } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { decide, record } from './decide-service.ts';
import { replanFailedRows, requeueFailedMails } from './decision-repository.ts';
import { updateBatch } from './repository.ts';

/** Plans failed rows again, with a seat held for each, and queues again the mails that failed or bounced. What went well is not touched. */
export async function retryBatch(deps: PlatformDeps, id: string, context: SignedInContext): Promise<void> {
  await decide(deps, id, 'retry', async (transaction, batch, now, seats) => {
    const rows = await replanFailedRows(transaction, id);
    const mails = await requeueFailedMails(transaction, id, now);
    if (rows + mails === 0) {
      throw new ProblemError(
        'state_conflict',
        'Nothing in this batch can be tried again: nothing failed, or its code was used, revoked, replaced or has expired since. Nothing was changed.',
      );
    }
    if (rows > 0) {
      if (!(await moveSeats(transaction, { reserved: rows }))) {
        throw new ProblemError(
          'capacity_exhausted',
          `${rows} rows would be tried again, but only ${seats.free} seats are free. Nothing was changed; free seats or raise the capacity.`,
        );
      }
      await updateBatch(transaction, id, {
        status: 'sending',
        sent_at: null,
        seats_held: batch.seats_held + rows,
        failed_count: batch.failed_count - rows,
        updated_at: now,
      });
    }
    await record(transaction, now, context, batch, 'batch.retried', { rows, mails });
  });
  deps.wakeJobs();
}
