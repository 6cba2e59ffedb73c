import type { Job } from '#platform/jobs/runner.ts';
import { releaseNudges } from './release-service.ts';

/** Sends nudges whose minute is over, also those of a platform that was stopped in the middle. */
export const nudgeReleaseJob: Job = {
  name: 'nudge-release',
  everyMilliseconds: 5000,
  run: releaseNudges,
};
