import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OnboardingStep, onboardingStepSchema } from '#contract/onboarding-steps.ts';
import type { InputOf } from '#contract/operations.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { doStep } from '#platform/onboarding/step-service.ts';
import { stepNames } from '#shared/step-names.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type Identity, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
});
afterAll(() => platform.close());

const good: Record<OnboardingStep, Record<string, unknown>> = {
  welcome: { accepted_guidelines: true, goal: 'Answer support mails faster' },
  profile: { job_title: 'Head of support', team_size: '11-50', country: 'SE' },
  preferences: { language: 'pt-BR', time_zone: 'America/Argentina/Buenos_Aires', product_mails: false },
  api_key: { label: 'Laptop', environment: 'test' },
  first_agent: { name: 'Mail sorter', provider: 'anthropic', purpose: 'Sorts mails' },
  feedback: { overall: 5, ease: 4, comment: 'Good' },
};

const read = (as: Identity) => platform.call('onboarding.get', {}, { as });
const stepInput = (step: string, data: unknown) =>
  ({ params: { step_id: step }, body: { data } }) as InputOf<'onboarding.step'>;
const attempt = (as: Identity, step: string, data: unknown = good[step as OnboardingStep]) =>
  platform.attempt('onboarding.step', stepInput(step, data), { as });
const post = (as: Identity, step: OnboardingStep, data: unknown = good[step]) =>
  platform.call('onboarding.step', stepInput(step, data), { as });
const audited = (action: string, id: string) =>
  platform.call('audit.list', { query: { action, subject_id: id, limit: 1000 } });

describe('a member', () => {
  it('begins with nothing done and comes to the end step by step', async () => {
    const member = await registerMember(platform);
    const before = await read(member);
    const startedAt = platform.clock.now().toISOString();
    expect(before).toEqual({
      user_id: member.id,
      current_step: 'welcome',
      steps_completed: [],
      step_data: {},
      progress_percentage: 0,
      started_at: startedAt,
      completed_at: null,
    });
    const seen: number[] = [];
    for (const [index, step] of onboardingStepSchema.options.entries()) {
      platform.clock.advance(60_000);
      const answer = await post(member, step);
      seen.push(answer.progress_percentage);
      expect(answer.current_step).toBe(onboardingStepSchema.options[index + 1] ?? null);
      expect(await read(member)).toEqual(answer);
    }
    expect(seen).toEqual([17, 33, 50, 67, 83, 100]);
    expect(await read(member)).toEqual({
      ...before,
      current_step: null,
      steps_completed: onboardingStepSchema.options,
      step_data: good,
      progress_percentage: 100,
      completed_at: platform.clock.now().toISOString(),
    });
    expect((await audited('user.step_done', member.id)).items.map(({ details }) => details.step)).toEqual(
      [...onboardingStepSchema.options].reverse(),
    );
    expect((await audited('user.onboarding_completed', member.id)).total).toBe(1);
    const { items } = await platform.call('users.timeline', { params: { id: member.id }, query: { limit: 100 } });
    const words = items.map((event) => event.words).filter((text) => /step|onboarding/i.test(text));
    expect(words.sort()).toEqual([
      'Completed the onboarding.',
      ...onboardingStepSchema.options.map((step) => `Finished the step “${stepNames[step]}”.`).sort(),
    ]);
  });

  it('goes in any order after welcome, and is told to do that first', async () => {
    const member = await registerMember(platform);
    for (const step of onboardingStepSchema.options.slice(1)) {
      const { problem } = await attempt(member, step);
      expect(problem?.kind).toBe('state_conflict');
      expect(problem?.detail).toContain('do “welcome” first');
    }
    expect(await read(member)).toMatchObject({ steps_completed: [], step_data: {} });
    await post(member, 'welcome');
    expect(await post(member, 'feedback')).toMatchObject({
      current_step: 'profile',
      steps_completed: ['welcome', 'feedback'],
      progress_percentage: 33,
    });
    for (const step of ['first_agent', 'profile', 'api_key'] as const) await post(member, step);
    expect(await read(member)).toMatchObject({ current_step: 'preferences', completed_at: null });
    expect(await post(member, 'preferences')).toMatchObject({ current_step: null, progress_percentage: 100 });
  });

  it('changes nothing by the same step again, and only what was said by another answer', async () => {
    const member = await registerMember(platform);
    const first = await post(member, 'welcome');
    const [row] = await storedSteps(member);
    platform.clock.advance(60_000);
    expect(await post(member, 'welcome', { goal: good.welcome.goal, accepted_guidelines: true })).toEqual(first);
    expect((await audited('user.step_done', member.id)).total).toBe(1);
    expect((await audited('user.step_changed', member.id)).total).toBe(0);
    const other = { accepted_guidelines: true };
    expect(await post(member, 'welcome', other)).toEqual({ ...first, step_data: { welcome: other } });
    expect((await audited('user.step_done', member.id)).total).toBe(1);
    expect((await audited('user.step_changed', member.id)).total).toBe(1);
    expect(await storedSteps(member)).toEqual([{ ...row, data: other }]);
  });

  it('counts a step once that is posted twenty times at once', async () => {
    const member = await registerMember(platform);
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(member, 'welcome')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await audited('user.step_done', member.id)).total).toBe(1);
    const rest = onboardingStepSchema.options.slice(1);
    const all = await Promise.all([...rest, ...rest, ...rest].map((step) => attempt(member, step)));
    expect(all.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await read(member)).toMatchObject({ progress_percentage: 100, current_step: null });
    expect((await audited('user.step_done', member.id)).total).toBe(6);
    expect((await audited('user.onboarding_completed', member.id)).total).toBe(1);
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });

  it('reaches only their own', async () => {
    const [mine, theirs] = [await registerMember(platform), await registerMember(platform)];
    await post(mine, 'welcome');
    const body = { data: good.profile, user_id: theirs.id };
    const input = { params: { step_id: 'profile' }, body } as unknown as InputOf<'onboarding.step'>;
    expect((await platform.attempt('onboarding.step', input, { as: mine })).problem?.kind).toBe('validation');
    const headers = { authorization: `Bearer ${mine.accessToken}` };
    const asked = await platform.request(`/beta/onboarding?user_id=${theirs.id}`, { headers });
    expect(await asked.json()).toMatchObject({ user_id: mine.id });
    expect((await platform.request(`/beta/onboarding/${theirs.id}`, { headers })).status).toBe(404);
    expect(await read(theirs)).toMatchObject({ steps_completed: [] });
    for (const as of ['support', 'ops', 'admin'] as const) {
      expect((await platform.attempt('onboarding.get', {}, { as })).problem?.kind).toBe('forbidden');
      const answer = await platform.attempt('onboarding.step', stepInput('welcome', good.welcome), { as });
      expect(answer.problem?.kind).toBe('forbidden');
    }
  });

  it('is refused while suspended, also with a session that was overlooked, and goes on where they were', async () => {
    const member = await registerMember(platform);
    await post(member, 'welcome');
    await platform.call('users.suspend', { params: { id: member.id }, body: { reason: 'x' } });
    expect((await attempt(member, 'profile')).status).toBe(401);
    const overlooked = await platform.signIn(member.id);
    expect((await attempt(overlooked, 'profile')).status).toBe(401);
    expect((await platform.attempt('onboarding.get', {}, { as: overlooked })).status).toBe(401);
    await platform.call('users.reactivate', { params: { id: member.id } });
    expect(await post(await platform.signIn(member.id), 'profile')).toMatchObject({
      steps_completed: ['welcome', 'profile'],
    });
  });
});

it('a step that was asked for before a suspension and comes to its turn after it is refused', async () => {
  const member = await registerMember(platform);
  await platform.call('users.suspend', { params: { id: member.id }, body: { reason: 'x' } });
  const actor = { ...member, role: 'member' as const };
  const context = { requestId: 'late', address: '192.0.2.1', userAgent: null, actor };
  await expect(doStep(platform.deps, 'welcome', good.welcome, context)).rejects.toMatchObject({
    kind: 'unauthenticated',
  });
  expect(await storedSteps(member)).toEqual([]);
});

describe('what a step takes', () => {
  const ltr = 'Nice \u202egnp.exe\u202c <img src=x onerror=alert(1)> =HYPERLINK("x") مرحبا';

  it.each(onboardingStepSchema.options)(
    '%s refuses fields that nobody asked for, wrong types and nothing',
    async (step) => {
      const member = await registerMember(platform);
      if (step !== 'welcome') await post(member, 'welcome');
      const before = await read(member);
      const wrong = [{ ...good[step], key: 'sk-123' }, { ...good[step], constructor: 1 }, {}, [], null, 'x', 7];
      const wrongTypes = Object.keys(good[step]).map((name) => ({ ...good[step], [name]: { deep: [] } }));
      for (const data of [...wrong, ...wrongTypes]) {
        const { problem } = await attempt(member, step, data);
        expect(problem?.kind, JSON.stringify(data)).toBe('validation');
        expect(problem?.errors?.every(({ path }) => path.startsWith('data'))).toBe(true);
      }
      const nothing = { params: { step_id: step }, body: {} } as unknown as InputOf<'onboarding.step'>;
      expect((await platform.attempt('onboarding.step', nothing, { as: member })).problem?.kind).toBe('validation');
      expect(await read(member)).toEqual(before);
      expect((await attempt(member, 'licence', {})).problem?.kind).toBe('validation');
    },
  );

  it('keeps markup and marks of direction as the text they are', async () => {
    const member = await registerMember(platform);
    await post(member, 'welcome', { accepted_guidelines: true, goal: ltr });
    const answer = await post(member, 'feedback', { overall: 1, comment: ltr });
    expect(answer.step_data).toEqual({
      welcome: { accepted_guidelines: true, goal: ltr },
      feedback: { overall: 1, comment: ltr },
    });
    expect(await read(member)).toEqual(answer);
  });

  it('refuses 10,000 characters, what can’t be stored and a body that is too large', async () => {
    const member = await registerMember(platform);
    await post(member, 'welcome');
    for (const comment of ['x'.repeat(10_000), 'x'.repeat(2001), '', '   ', 'a\u0000b', '\ud800']) {
      expect((await attempt(member, 'feedback', { overall: 1, comment })).problem?.kind).toBe('validation');
    }
    const large = await attempt(member, 'feedback', { overall: 1, comment: 'x'.repeat(40_000) });
    expect(large.problem?.kind).toBe('payload_too_large');
    expect(await read(member)).toMatchObject({ steps_completed: ['welcome'] });
    await post(member, 'feedback', { overall: 1, comment: 'x'.repeat(2000) });
  });

  it('is never in the audit log, and goes when the person is erased', async () => {
    const member = await registerMember(platform);
    const secret = 'unmistakable-words-4711';
    await post(member, 'welcome', { accepted_guidelines: true, goal: secret });
    await post(member, 'welcome', { accepted_guidelines: true, goal: `${secret} again` });
    const entries = await platform.deps.database.selectFrom('audit_entries').selectAll().execute();
    expect(JSON.stringify(entries)).not.toContain(secret);
    expect(platform.log.join('\n')).not.toContain(secret);
    await platform.call('users.delete', { params: { id: member.id }, query: {} });
    platform.clock.advance(31 * 86_400_000);
    await platform.runJobs();
    expect((await storedSteps(member)).map(({ data }) => data)).toEqual([{}]);
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });
});

function storedSteps(member: Identity) {
  const { database } = platform.deps;
  return database.selectFrom('onboarding_steps').selectAll().where('user_id', '=', member.id).execute();
}
