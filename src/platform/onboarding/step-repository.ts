import type { Insertable, Selectable, Updateable } from 'kysely';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Executor } from '#platform/db/open.ts';
import type { OnboardingStepsTable, OnboardingTable } from '#platform/db/tables/onboarding.ts';

export type OnboardingRow = Selectable<OnboardingTable>;
export type StepRow = Selectable<OnboardingStepsTable>;

export function findOnboarding(executor: Executor, userId: string): Promise<OnboardingRow | undefined> {
  return executor.selectFrom('onboarding').selectAll().where('user_id', '=', userId).executeTakeFirst();
}

export function findSteps(executor: Executor, userId: string): Promise<StepRow[]> {
  return executor.selectFrom('onboarding_steps').selectAll().where('user_id', '=', userId).execute();
}

export async function insertStep(transaction: Executor, row: Insertable<OnboardingStepsTable>): Promise<void> {
  await transaction.insertInto('onboarding_steps').values(row).execute();
}

/** Replaces what was said; when the step was done stays. */
export async function changeStepData(
  transaction: Executor,
  userId: string,
  step: OnboardingStep,
  data: string,
): Promise<void> {
  await transaction
    .updateTable('onboarding_steps')
    .set({ data })
    .where('user_id', '=', userId)
    .where('step', '=', step)
    .execute();
}

export async function changeOnboarding(
  transaction: Executor,
  userId: string,
  changes: Updateable<OnboardingTable>,
): Promise<void> {
  await transaction.updateTable('onboarding').set(changes).where('user_id', '=', userId).execute();
}
