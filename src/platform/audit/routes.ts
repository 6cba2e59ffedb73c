import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { exportEntries } from './export-service.ts';
import { getEntries, getHead } from './service.ts';

export function auditRoutes(deps: PlatformDeps): HandlersOf<'audit'> {
  return {
    'audit.list': ({ query }) => getEntries(deps, query),
    'audit.head': () => getHead(deps),
    'audit.export': ({ query }, context) => exportEntries(deps, query, context),
  };
}
