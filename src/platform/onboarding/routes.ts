import type { PlatformDeps } from '#platform/deps.ts';
import type { HandlersOf } from '#platform/http/handlers.ts';
import { readFunnel } from './funnel-service.ts';
import { doStep, readOnboarding } from './step-service.ts';
import { readStuck } from './stuck-service.ts';

export function onboardingRoutes(deps: PlatformDeps): HandlersOf<'onboarding'> {
  return {
    'onboarding.get': (_input, context) => readOnboarding(deps, context),
    'onboarding.step': ({ params, body }, context) => doStep(deps, params.step_id, body.data, context),
    'onboarding.funnel': ({ query }) => readFunnel(deps, query),
    'onboarding.stuck': ({ query }) => readStuck(deps, query),
  };
}
