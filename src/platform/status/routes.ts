import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { createStatusLimit } from './limit.ts';
import { createStatusReader } from './read-service.ts';

export function statusRoutes(deps: PlatformDeps): HandlersOf<'status'> {
  const read = createStatusReader(deps);
  const spend = createStatusLimit();
  return {
    'status.get': async (_input, { address }) => {
      spend(address);
      return await read();
    },
  };
}
