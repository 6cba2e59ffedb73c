import type { Job } from '#platform/jobs/runner.ts';
import { workBulkChunk } from './bulk-work.ts';

/** Goes on with bulk actions, also those of a platform that was stopped in the middle. */
export const bulkJob: Job = {
  name: 'user-bulk',
  everyMilliseconds: 10_000,
  run: (deps) => workBulkChunk(deps, null),
};
