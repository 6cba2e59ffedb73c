import type { PlatformDeps } from '#platform/deps.ts';
import { type HandlersOf, type RequestContext, requireActor, type SignedInContext } from '#platform/http/handlers.ts';
import { createBatch } from './create-service.ts';
import { approveBatch, cancelBatch, rejectBatch, submitBatch } from './decide-service.ts';
import { changePolicy, getPolicy } from './policy-service.ts';
import { getBatch, getBatches, getRows } from './read-service.ts';
import { retryBatch } from './retry-service.ts';

const signedIn = (context: RequestContext): SignedInContext => ({ ...context, actor: requireActor(context) });

export function batchRoutes(deps: PlatformDeps): HandlersOf<'batches' | 'approval_policy'> {
  return {
    'batches.create': async ({ body }, context) => getBatch(deps, await createBatch(deps, body, signedIn(context))),
    'batches.list': ({ query }) => getBatches(deps, query),
    'batches.get': ({ params }) => getBatch(deps, params.id),
    'batches.rows': ({ params, query }) => getRows(deps, params.id, query),
    'batches.submit': async ({ params }, context) => {
      await submitBatch(deps, params.id, signedIn(context));
      return getBatch(deps, params.id);
    },
    'batches.approve': async ({ params, body }, context) => {
      await approveBatch(deps, params.id, body.plan_hash, signedIn(context));
      return getBatch(deps, params.id);
    },
    'batches.reject': async ({ params, body }, context) => {
      await rejectBatch(deps, params.id, body.reason, signedIn(context));
      return getBatch(deps, params.id);
    },
    'batches.cancel': async ({ params }, context) => {
      await cancelBatch(deps, params.id, signedIn(context));
      return getBatch(deps, params.id);
    },
    'batches.retry': async ({ params }, context) => {
      await retryBatch(deps, params.id, signedIn(context));
      return getBatch(deps, params.id);
    },
    'approval_policy.get': () => getPolicy(deps),
    'approval_policy.update': ({ body }, context) => changePolicy(deps, body, signedIn(context)),
  };
}
