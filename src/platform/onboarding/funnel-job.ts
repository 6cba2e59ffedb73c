import type { Job } from '#platform/jobs/runner.ts';
import { refreshFunnels } from './funnel-service.ts';

/** Keeps the funnel of very many people ready while somebody looks at it. */
export const funnelJob: Job = { name: 'funnel', everyMilliseconds: 30_000, run: refreshFunnels };
