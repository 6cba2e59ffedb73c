import type { PlatformDeps } from '#platform/deps.ts';
import type { Handlers } from '#platform/http/handlers.ts';
import { betaAnalytics } from './beta-analytics-service.ts';

export function betaAnalyticsRoutes(deps: PlatformDeps): Pick<Handlers, 'monitoring.beta_analytics'> {
  return { 'monitoring.beta_analytics': () => betaAnalytics(deps) };
}
