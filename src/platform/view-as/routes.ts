import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { createMailComposer, type MailComposer } from '#platform/outbox/compose-mail.ts';
import { endViewOf, readPart, readView, startView } from './service.ts';

export function viewAsRoutes(deps: PlatformDeps): HandlersOf<'view_as'> {
  // The templates are read with the first look at mails; the outbox has seen to it that they are there.
  let made: MailComposer | undefined;
  const compose: MailComposer = (mail) => {
    made ??= createMailComposer(deps.config);
    return made(mail);
  };
  return {
    'view_as.start': ({ params, body }, context) => startView(deps, params.id, body.reason, context),
    'view_as.get': ({ params }, context) => readView(deps, params, context),
    'view_as.read': ({ params, query }, context) => readPart(deps, compose, { ...params, ...query }, context),
    'view_as.end': ({ params }, context) => endViewOf(deps, params, context),
  };
}
