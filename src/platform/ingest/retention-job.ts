import type { PlatformDeps } from '#platform/deps.ts';
import type { Job } from '#platform/jobs/runner.ts';
import { erasedSince, eraseReported, forgetBefore } from './forget-repository.ts';
import { daysKeptMilliseconds, errorsKeptMilliseconds, keptMilliseconds } from './limits.ts';

const hour = 3_600_000;

/** Removes what was reported once it is older than it is kept, and what came in about somebody while they were erased. */
async function forget({ database, clock }: PlatformDeps): Promise<boolean> {
  const now = clock.now().getTime();
  for (const id of await erasedSince(database, new Date(now - hour))) {
    await database.transaction().execute((transaction) => eraseReported(transaction, id));
  }
  return forgetBefore(database, {
    events: new Date(now - keptMilliseconds),
    errors: new Date(now - errorsKeptMilliseconds),
    days: new Date(now - daysKeptMilliseconds),
  });
}

export const ingestRetentionJob: Job = { name: 'ingest-retention', everyMilliseconds: 10 * 60_000, run: forget };
