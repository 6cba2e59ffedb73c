import type { Job } from '#platform/jobs/runner.ts';
import { sweepExpired } from './expiry-service.ts';

/** Marks invitations whose time is over and returns their seats. Registration checks the time itself, so nothing hangs on the minute. */
export const invitationExpiryJob: Job = {
  name: 'invitation-expiry',
  everyMilliseconds: 30_000,
  run: sweepExpired,
};
