import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { register } from './service.ts';

export function registrationRoutes(deps: PlatformDeps): HandlersOf<'registration'> {
  return { 'registration.register': ({ body }, context) => register(deps, body, context) };
}
