import { isDeepStrictEqual } from 'node:util';
import type { Onboarding } from '#contract/onboarding.ts';
import { onboardingStepData } from '#contract/onboarding-step-data.ts';
import { type OnboardingStep, onboardingStepSchema } from '#contract/onboarding-steps.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { type AuditEvent, recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { userEvent } from '#platform/users/account-changes.ts';
import { progressOf } from '#platform/users/story-service.ts';
import { lockUser } from '#platform/users/user-repository.ts';
import {
  changeOnboarding,
  changeStepData,
  findOnboarding,
  findSteps,
  insertStep,
  type OnboardingRow,
  type StepRow,
} from './step-repository.ts';

/** Where whoever asks stands. Nobody else's can be asked for: there is no id to name. */
export async function readOnboarding(deps: PlatformDeps, context: RequestContext): Promise<Onboarding> {
  const onboarding = await onboardingOf(deps.database, requireActor(context).id);
  if (!onboarding) throw noOnboarding();
  return onboarding;
}

/** Where one member stands, as they see it; null for who has no onboarding. */
export async function onboardingOf(executor: Executor, userId: string): Promise<Onboarding | null> {
  const [onboarding, steps] = await Promise.all([findOnboarding(executor, userId), findSteps(executor, userId)]);
  return onboarding ? onboardingAnswer(onboarding, steps) : null;
}

/**
 * Does a step, or answers it anew. The member's row is held meanwhile, so that the same step from many places counts
 * once and a suspension is never overtaken.
 *
 * @throws ProblemError `validation` for data that the step doesn't take, `state_conflict` before `welcome`
 */
export function doStep(
  deps: PlatformDeps,
  step: OnboardingStep,
  sent: unknown,
  context: RequestContext,
): Promise<Onboarding> {
  const data = parseData(step, sent);
  const { id } = requireActor(context);
  return deps.database.transaction().execute(async (transaction) => {
    const user = await lockUser(transaction, id);
    if (user?.state !== 'active') {
      throw new ProblemError('unauthenticated', 'This account is not active any more. Nothing was saved.');
    }
    const onboarding = await findOnboarding(transaction, id);
    if (!onboarding) throw noOnboarding();
    const steps = await findSteps(transaction, id);
    const earlier = steps.find((row) => row.step === step);
    if (earlier && isDeepStrictEqual(earlier.data, data)) return onboardingAnswer(onboarding, steps);
    requireWelcome(step, steps);
    const at = deps.clock.now();
    const events = earlier
      ? await answerAnew(transaction, user, step, data, at)
      : await finishStep(transaction, user, { step, data, steps, since: onboarding.since }, at);
    await recordAudit(transaction, at, auditActorOf(context), events);
    const changed = await findOnboarding(transaction, id);
    return onboardingAnswer(changed ?? onboarding, await findSteps(transaction, id));
  });
}

type StepData = Record<string, unknown>;

function parseData(step: OnboardingStep, sent: unknown): StepData {
  const result = onboardingStepData[step].safeParse(sent);
  if (result.success) return result.data;
  const errors = result.error.issues
    .slice(0, 50)
    .map((issue) => ({ path: ['data', ...issue.path].join('.'), message: issue.message }));
  const [first] = errors;
  throw new ProblemError(
    'validation',
    `${first?.path ?? 'data'}: ${first?.message ?? 'Not valid'}. Nothing was saved.`,
    {
      errors,
    },
  );
}

function requireWelcome(step: OnboardingStep, steps: readonly StepRow[]): void {
  if (step === 'welcome' || steps.some((row) => row.step === 'welcome')) return;
  throw new ProblemError(
    'state_conflict',
    `“${step}” comes after “welcome”, which is not done yet. Nothing was saved; do “welcome” first, then this again.`,
  );
}

async function finishStep(
  transaction: Executor,
  user: UserRow,
  { step, data, steps, since }: { step: OnboardingStep; data: StepData; steps: readonly StepRow[]; since: Date },
  at: Date,
): Promise<AuditEvent[]> {
  const done = new Set([...steps.map((row) => row.step), step]);
  const next = onboardingStepSchema.options.find((each) => !done.has(each)) ?? null;
  // Clocks of two nodes may differ by a little; no step takes less than nothing.
  const doneAt = at > since ? at : since;
  await insertStep(transaction, { user_id: user.id, step, done_at: doneAt, since, data: JSON.stringify(data) });
  await changeOnboarding(transaction, user.id, {
    next_step: next,
    steps_done: done.size,
    completed_at: next === null ? doneAt : null,
    updated_at: at,
    since: doneAt,
  });
  const finished = userEvent(user, 'user.step_done', { step, steps_done: done.size });
  return next === null ? [finished, userEvent(user, 'user.onboarding_completed', {})] : [finished];
}

async function answerAnew(
  transaction: Executor,
  user: UserRow,
  step: OnboardingStep,
  data: StepData,
  at: Date,
): Promise<AuditEvent[]> {
  await changeStepData(transaction, user.id, step, JSON.stringify(data));
  await changeOnboarding(transaction, user.id, { updated_at: at });
  return [userEvent(user, 'user.step_changed', { step })];
}

function onboardingAnswer(row: OnboardingRow, steps: readonly StepRow[]): Onboarding {
  const order = onboardingStepSchema.options;
  const done = [...steps].sort((left, right) => order.indexOf(left.step) - order.indexOf(right.step));
  return {
    user_id: row.user_id,
    current_step: row.next_step,
    steps_completed: done.map(({ step }) => step),
    step_data: Object.fromEntries(done.map(({ step, data }) => [step, data])),
    progress_percentage: progressOf(row.steps_done),
    started_at: row.started_at.toISOString(),
    completed_at: row.completed_at?.toISOString() ?? null,
  };
}

function noOnboarding(): ProblemError {
  return new ProblemError(
    'not_found',
    'Your account has no onboarding. Nothing was changed; write to the support of the beta.',
  );
}
