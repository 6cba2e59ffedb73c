import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { takeErrors, takeRequests, takeUsage } from './ingest-service.ts';
import { createKey, readKeys, revokeKey } from './key-service.ts';

export function ingestRoutes(deps: PlatformDeps): HandlersOf<'ingest'> {
  return {
    'ingest.requests': ({ body }) => takeRequests(deps, body.events),
    'ingest.usage': ({ body }) => takeUsage(deps, body.events),
    'ingest.errors': ({ body }) => takeErrors(deps, body.events),
    'ingest.keys.list': ({ query }) => readKeys(deps, query),
    'ingest.keys.create': ({ body }, context) => createKey(deps, body.name, context),
    'ingest.keys.revoke': ({ params }, context) => revokeKey(deps, params.id, context),
  };
}
