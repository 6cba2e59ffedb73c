import type { IncidentSeverity } from '#contract/incidents.ts';

const hour = 3600;

/** Seconds until an incident should be resolved, by severity (R12). */
export const resolutionTargets: Readonly<Record<IncidentSeverity, number>> = {
  P0: 2 * hour,
  P1: 24 * hour,
  P2: 5 * 24 * hour,
};

/** Seconds until somebody should have done something (R12). */
export const firstResponseTarget = 2 * hour;

/** The uptime that a service should have: models are others' machines, so less is asked of them. */
export function uptimeTarget(service: string): number {
  return service === 'ai_providers' ? 0.99 : 0.999;
}
