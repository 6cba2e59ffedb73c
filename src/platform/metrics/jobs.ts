import type { Job } from '#platform/jobs/runner.ts';
import { probeAll } from './probe-service.ts';
import { forgetOld } from './retention.ts';
import { rollUp } from './roll-up.ts';

/** Adding up goes round often where points are fine; each leaves to the next what it has changed. */
export const metricsJobs: readonly Job[] = [
  { name: 'probes', everyMilliseconds: 30_000, timed: true, run: probeAll },
  { name: 'metrics-minutes', everyMilliseconds: 10_000, timed: true, run: (deps) => rollUp(deps, 60) },
  { name: 'metrics-hours', everyMilliseconds: 60_000, timed: true, run: (deps) => rollUp(deps, 3600) },
  { name: 'metrics-days', everyMilliseconds: 10 * 60_000, timed: true, run: (deps) => rollUp(deps, 86_400) },
  { name: 'metrics-retention', everyMilliseconds: 10 * 60_000, timed: true, run: forgetOld },
];
