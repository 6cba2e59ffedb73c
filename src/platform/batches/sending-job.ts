import type { Job } from '#platform/jobs/runner.ts';
import { sendPlannedRows } from './sending-service.ts';

/** Turns the rows of approved batches into invitations, chunk by chunk. */
export const batchSendingJob: Job = {
  name: 'batch-sending',
  everyMilliseconds: 5000,
  run: (deps) => sendPlannedRows(deps),
};
