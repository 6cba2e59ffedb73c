import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { lookUpCode } from './doctor-service.ts';
import { listInvitations, readInvitation } from './read-service.ts';
import { extendInvitationOf, generateInvitation, resendInvitation, revealCode, revokeInvitationOf } from './service.ts';

export function invitationRoutes(deps: PlatformDeps): HandlersOf<'invitations'> {
  return {
    'invitations.generate': ({ body }, context) => generateInvitation(deps, body, context),
    'invitations.list': ({ query }) => listInvitations(deps, query),
    'invitations.get': ({ params }) => readInvitation(deps.database, params.id),
    'invitations.resend': ({ params }, context) => resendInvitation(deps, params.id, context),
    'invitations.revoke': ({ params, body }, context) => revokeInvitationOf(deps, params.id, body.reason, context),
    'invitations.extend': ({ params, body }, context) => extendInvitationOf(deps, params.id, body.days, context),
    'invitations.reveal': ({ params, body }, context) => revealCode(deps, params.id, body.reason, context),
    'invitations.lookup': ({ body }) => lookUpCode(deps, body.code),
  };
}
