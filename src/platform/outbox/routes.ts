import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { createMailComposer } from './compose-mail.ts';
import { listOutbox, openMail, retryMail } from './service.ts';

export function outboxRoutes(deps: PlatformDeps): HandlersOf<'outbox'> {
  const compose = createMailComposer(deps.config);
  return {
    'outbox.list': ({ query }) => listOutbox(deps, query),
    'outbox.get': ({ params }, context) => openMail(deps, compose, params.id, context),
    'outbox.retry': ({ params }, context) => retryMail(deps, params.id, context),
  };
}
