import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { deleteUser, reactivateUser, restoreUser, suspendUser, updateUser } from './account-service.ts';
import { readBulk, readBulkRows, readBulkRuns, startBulk } from './bulk-service.ts';
import { readNotes, writeNote } from './note-service.ts';
import { readSessions, readSignIns, revokeAllSessions, revokeSession } from './session-service.ts';
import { readMailsTo, readStory } from './story-service.ts';
import { changeTier, previewUserTier, readTiers, undoTier } from './tier-service.ts';
import { readTimeline } from './timeline-service.ts';
import { readErrors, readUsage } from './usage-service.ts';
import { addStaff, createUserReader, readUsers } from './user-service.ts';

export function userRoutes(deps: PlatformDeps): HandlersOf<'users' | 'tiers'> {
  const readUser = createUserReader(deps);
  return {
    'users.list': ({ query }) => readUsers(deps, query),
    'users.create': ({ body }, context) => addStaff(deps, body, context),
    'users.get': ({ params }) => readUser(params.id),
    'users.update': ({ params, body }, context) => updateUser(deps, params.id, body, context),
    'users.delete': ({ params, query }, context) => deleteUser(deps, params.id, query.reason, context),
    'users.restore': ({ params }, context) => restoreUser(deps, params.id, context),
    'users.suspend': ({ params, body }, context) => suspendUser(deps, params.id, body.reason, context),
    'users.reactivate': ({ params }, context) => reactivateUser(deps, params.id, context),
    'tiers.list': () => readTiers(deps),
    'users.tier.preview': ({ params, query }) => previewUserTier(deps, params.id, query.tier),
    'users.tier': ({ params, body }, context) => changeTier(deps, params.id, body, context),
    'users.tier.undo': ({ params }, context) => undoTier(deps, params.id, context),
    'users.sessions': ({ params, query }, context) => readSessions(deps, params.id, query, context),
    'users.sessions.revoke': ({ params, query }, context) => revokeSession(deps, params, query.reason, context),
    'users.sessions.revoke_all': ({ params, query }, context) =>
      revokeAllSessions(deps, params.id, query.reason, context),
    'users.sign_ins': ({ params, query }, context) => readSignIns(deps, params.id, query, context),
    'users.story': ({ params }, context) => readStory(deps, params.id, context),
    'users.notes.list': ({ params, query }, context) => readNotes(deps, params.id, query, context),
    'users.notes.create': ({ params, body }, context) => writeNote(deps, params.id, body.body, context),
    'users.mails': ({ params, query }, context) => readMailsTo(deps, params.id, query, context),
    'users.timeline': ({ params, query }, context) => readTimeline(deps, params.id, query, context),
    'users.usage': ({ params, query }, context) => readUsage(deps, params.id, query, context),
    'users.errors': ({ params, query }, context) => readErrors(deps, params.id, query, context),
    'users.bulk': ({ body }, context) => startBulk(deps, body, context),
    'users.bulk.get': ({ params }, context) => readBulk(deps, params.id, context),
    'users.bulk.list': ({ query }, context) => readBulkRuns(deps, query, context),
    'users.bulk.rows': ({ params, query }, context) => readBulkRows(deps, params.id, query, context),
  };
}
