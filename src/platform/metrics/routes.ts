import type { PlatformDeps } from '#platform/deps.ts';
import { type HandlersOf, requireActor } from '#platform/http/handlers.ts';
import { openStream } from '#platform/live/stream-service.ts';
import { annotations } from './annotation-service.ts';
import { endpoints } from './endpoint-service.ts';
import { healthDetail } from './health-detail-service.ts';
import { history, realtime } from './history-service.ts';
import { uptime } from './uptime-service.ts';

export function metricsRoutes(deps: PlatformDeps): HandlersOf<'metrics'> {
  return {
    'metrics.health': () => healthDetail(deps),
    'metrics.realtime': () => realtime(deps),
    'metrics.history': ({ query }) => history(deps, query),
    'metrics.endpoints': ({ query }) => endpoints(deps, query),
    'metrics.uptime': ({ query }) => uptime(deps, query),
    'metrics.annotations': ({ query }, context) => annotations(deps, query, requireActor(context).role),
    'metrics.stream': ({ query }, context) => openStream(deps, query, context),
  };
}
