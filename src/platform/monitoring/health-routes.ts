import type { PlatformDeps } from '#platform/deps.ts';
import type { Handlers } from '#platform/http/handlers.ts';
import { health, publicSummary, readiness } from './health-service.ts';

export function healthRoutes(
  deps: PlatformDeps,
): Pick<Handlers, 'monitoring.health' | 'monitoring.ready' | 'monitoring.summary'> {
  return {
    'monitoring.health': async () => health(deps),
    'monitoring.ready': () => readiness(deps),
    'monitoring.summary': () => publicSummary(deps),
  };
}
