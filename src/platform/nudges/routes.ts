import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { createMailComposer } from '#platform/outbox/compose-mail.ts';
import { cancelNudge } from './cancel-service.ts';
import { createNudge, previewNudge } from './create-service.ts';
import { getNudge, readNudgePeople, readNudges } from './read-service.ts';
import { retryNudge } from './retry-service.ts';

export function nudgeRoutes(deps: PlatformDeps): HandlersOf<'nudges'> {
  const compose = createMailComposer(deps.config);
  return {
    'nudges.preview': ({ body }) => previewNudge(deps, compose, body),
    'nudges.create': ({ body }, context) => createNudge(deps, body, context),
    'nudges.list': ({ query }) => readNudges(deps, query),
    'nudges.get': ({ params }) => getNudge(deps, params.id),
    'nudges.people': ({ params, query }) => readNudgePeople(deps, params.id, query),
    'nudges.cancel': ({ params }, context) => cancelNudge(deps, params.id, context),
    'nudges.retry': ({ params }, context) => retryNudge(deps, params.id, context),
  };
}
