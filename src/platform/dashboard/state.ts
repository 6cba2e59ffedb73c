import type { HealthDetail } from '#contract/metrics.ts';
import type { ServiceState } from '#contract/status.ts';

const words = { healthy: 'Healthy', degraded: 'Degraded', critical: 'Critical' } as const;
const states = { healthy: 'operational', degraded: 'degraded', critical: 'down' } as const;

/** How things are, in a sentence; and every reason, worst first. Nothing is green while an alert is open. */
export function headline(
  health: Pick<HealthDetail, 'status' | 'reasons' | 'nodes'>,
  openAlerts = 0,
): {
  state: ServiceState;
  sentence: string;
  reasons: readonly string[];
} {
  const { status, reasons, nodes } = health;
  const [first] = reasons;
  if (first !== undefined) {
    const more = reasons.length - 1;
    const others = more === 0 ? '' : ` And ${more} more ${more === 1 ? 'reason' : 'reasons'}.`;
    return { state: states[status], sentence: `${words[status]}: \u2068${first}\u2069.${others}`, reasons };
  }
  const alerts = openAlerts === 1 ? '1 alert is open.' : `${openAlerts} alerts are open.`;
  // Nothing is wrong with what nobody measures, which is no reason to call it healthy.
  if (nodes.length === 0) {
    return { state: 'unknown', sentence: 'No data: nothing was measured in the last minute.', reasons };
  }
  if (openAlerts > 0) {
    return { state: 'degraded', sentence: `${alerts} Services, resources and traffic are on target.`, reasons };
  }
  return { state: 'operational', sentence: 'Healthy: services, resources and traffic are on target.', reasons };
}
