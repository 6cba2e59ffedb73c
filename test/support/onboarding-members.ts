import { type OnboardingStep, onboardingStepSchema } from '#contract/onboarding-steps.ts';
import type { InputOf } from '#contract/operations.ts';
import { registerMember, type TestMember } from './members.ts';
import type { TestPlatform } from './platform.ts';

type Person = NonNullable<Parameters<typeof registerMember>[1]>;

const data: Record<OnboardingStep, Record<string, unknown>> = {
  welcome: { accepted_guidelines: true },
  profile: { job_title: 'Head of support', team_size: '11-50' },
  preferences: { language: 'en', time_zone: 'Europe/Stockholm', product_mails: true },
  api_key: { label: 'Laptop', environment: 'test' },
  first_agent: { name: 'Mail sorter', provider: 'anthropic' },
  feedback: { overall: 5 },
};

/** A member does a step, with anything that fits it. */
export async function doStep(
  platform: TestPlatform,
  member: TestMember,
  step: OnboardingStep,
  said: Record<string, unknown> = {},
): Promise<void> {
  const input = { params: { step_id: step }, body: { data: { ...data[step], ...said } } };
  const as = await platform.signIn(member.id);
  await platform.call('onboarding.step', input as InputOf<'onboarding.step'>, { as });
}

/** A member with a confirmed address who did everything before a step. */
export async function memberAt(platform: TestPlatform, step: OnboardingStep, person: Person = {}): Promise<TestMember> {
  const member = await registerMember(platform, person);
  await platform.deps.database
    .updateTable('users')
    .set({ email_verified_at: platform.clock.now() })
    .where('id', '=', member.id)
    .execute();
  const before = onboardingStepSchema.options.slice(0, onboardingStepSchema.options.indexOf(step));
  for (const each of before) await doStep(platform, member, each);
  return member;
}
