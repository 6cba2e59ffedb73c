import type { PlatformDeps } from '#platform/deps.ts';
import type { Handlers } from '#platform/http/handlers.ts';
import { aboutPlatform, health, publicSummary, readiness } from './health-service.ts';

export function healthRoutes(
  deps: PlatformDeps,
): Pick<Handlers, 'monitoring.health' | 'monitoring.ready' | 'monitoring.summary' | 'monitoring.about'> {
  return {
    'monitoring.health': async () => health(deps),
    'monitoring.ready': () => readiness(deps),
    'monitoring.summary': () => publicSummary(deps),
    'monitoring.about': async () => aboutPlatform(deps),
  };
}
