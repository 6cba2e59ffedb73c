import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { addStaff, createUserReader, readUsers } from './user-service.ts';

export function userRoutes(deps: PlatformDeps): HandlersOf<'users'> {
  const readUser = createUserReader(deps);
  return {
    'users.list': ({ query }) => readUsers(deps, query),
    'users.create': ({ body }, context) => addStaff(deps, body, context),
    'users.get': ({ params }) => readUser(params.id),
  };
}
