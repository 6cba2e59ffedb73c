import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { readCapacity, updateCapacity } from './service.ts';

export function capacityRoutes(deps: PlatformDeps): HandlersOf<'capacity'> {
  return {
    'capacity.get': () => readCapacity(deps),
    'capacity.update': ({ body }, context) => updateCapacity(deps, body, context),
  };
}
