import type { Alert } from '#contract/alerts.ts';
import type { EndpointHealth, HealthDetail } from '#contract/metrics.ts';
import type { BetaAnalytics } from '#contract/monitoring.ts';
import { type Funnel, funnelAgeSeconds } from '#contract/onboarding.ts';
import type { OperationId } from '#contract/operations.ts';
import { readAlerts } from '#platform/alerts/alert-service.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { endpoints } from '#platform/metrics/endpoint-service.ts';
import { healthDetail } from '#platform/metrics/health-detail-service.ts';
import { betaAnalytics } from '#platform/monitoring/beta-analytics-service.ts';
import { readFunnel } from '#platform/onboarding/funnel-service.ts';
import type { ChartContent } from './chart.ts';
import { readHour } from './hour.ts';

/** Everything that the page shows, of one moment. */
export interface DashboardContent {
  at: Date;
  health: HealthDetail;
  endpoints: readonly EndpointHealth[];
  charts: readonly ChartContent[];
  /** Those that are not resolved, newest first, and how many there are in all. */
  alerts: { items: readonly Alert[]; total: number };
  beta: BetaAnalytics;
  funnel: Funnel;
}

/** The operations whose answers the page shows: who may see them all may see it. */
export const shownOperations = [
  'metrics.health',
  'metrics.realtime',
  'metrics.endpoints',
  'metrics.uptime',
  'alerts.list',
  'monitoring.beta_analytics',
  'onboarding.funnel',
] as const satisfies readonly OperationId[];

const mostAlerts = 20;
const keptMilliseconds = 5000;

/** Worked out at most every few seconds, however many look: a wall of displays costs as much as one. */
export function createDashboardReader(deps: PlatformDeps): () => Promise<DashboardContent> {
  let kept: { at: number; content: Promise<DashboardContent> } | null = null;
  return () => {
    const at = deps.clock.now().getTime();
    if (kept && at >= kept.at && at - kept.at < keptMilliseconds) return kept.content;
    const content = readDashboard(deps);
    const mine = { at, content };
    kept = mine;
    // What failed is not kept: whoever asks next tries again.
    content.catch(() => {
      if (kept === mine) kept = null;
    });
    return content;
  };
}

async function readDashboard(deps: PlatformDeps): Promise<DashboardContent> {
  const at = deps.clock.now();
  const [health, called, charts, alerts, beta, funnel] = await Promise.all([
    healthDetail(deps),
    endpoints(deps, {}),
    readHour(deps.database, at),
    readAlerts(deps, { state: 'open', limit: mostAlerts, sort: '-opened_at' }),
    betaAnalytics(deps),
    readFunnel(deps, { by: 'none', max_age_seconds: funnelAgeSeconds }),
  ]);
  return { at, health, endpoints: called.items, charts, alerts, beta, funnel: funnel.overall };
}
