import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { createCohort, readCohort, readCohorts, removeCohort } from './service.ts';

export function cohortRoutes(deps: PlatformDeps): HandlersOf<'cohorts'> {
  return {
    'cohorts.create': ({ body }, context) => createCohort(deps, body, context),
    'cohorts.list': ({ query }) => readCohorts(deps, query),
    'cohorts.get': ({ params }) => readCohort(deps, params.id),
    'cohorts.delete': ({ params }, context) => removeCohort(deps, params.id, context),
  };
}
