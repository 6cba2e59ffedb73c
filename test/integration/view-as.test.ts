import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ViewPart } from '#contract/view-as.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { registerMember, type TestMember } from '#test/support/members.ts';
import { type CallOptions, createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

const minute = 60_000;
const parts: readonly ViewPart[] = ['account', 'plan', 'onboarding', 'mails'];

let platform: TestPlatform;
let member: TestMember;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
});
afterAll(() => platform.close());

type Whom = CallOptions['as'] & {};

const start = (as: Whom, id: string, reason = 'She can’t find her plan') =>
  platform.call('view_as.start', { params: { id }, body: { reason } }, { as });
const paramsOf = (view: { id: string; user: { id: string } }) => ({ id: view.user.id, view_id: view.id });
const look = (as: Whom, view: { id: string; user: { id: string } }, part: ViewPart) =>
  platform.attempt('view_as.read', { params: { ...paramsOf(view), part }, query: {} }, { as });
const read = async (as: Whom, view: { id: string; user: { id: string } }, part: ViewPart) => {
  const answer = await look(as, view, part);
  if (!answer.body) throw new Error(answer.problem?.detail);
  return answer.body;
};
const audited = async (action: string, id: string) =>
  (await platform.call('audit.list', { query: { action, subject_id: id, limit: 1000 } })).items;
const aMember = () => registerMember(platform, { tier: 'premium', fullName: 'Iris Novak' });

describe('what staff see through a member’s eyes', () => {
  beforeAll(async () => {
    member = await aMember();
    const said = { accepted_guidelines: true, goal: '<b>Find</b> \u202eme' };
    await platform.call(
      'onboarding.step',
      { params: { step_id: 'welcome' }, body: { data: said } },
      { as: await platform.signIn(member.id) },
    );
    await platform.runJobs();
  });

  it('is what the platform answers the member themselves', async () => {
    const theirs = await platform.signIn(member.id);
    const view = await start('support', member.id);
    const account = (await read('support', view, 'account')).content;
    expect(account).toEqual({ part: 'account', account: await platform.call('auth.me', {}, { as: theirs }) });
    const onboarding = (await read('support', view, 'onboarding')).content;
    expect(onboarding).toEqual({
      part: 'onboarding',
      onboarding: await platform.call('onboarding.get', {}, { as: theirs }),
    });
  });

  it('is their plan with the licence masked, and what their tier gives them', async () => {
    const view = await start('support', member.id);
    const { content } = await read('support', view, 'plan');
    const [, premium] = (await platform.call('tiers.list', {})).items;
    expect(content).toMatchObject({
      part: 'plan',
      subscription: { tier: 'premium', state: 'active', days_total: 90, price_usd_micros: 0 },
      licence: { masked_key: `4UAI-LIC-•••••-•••••-•••••-${member.licenceKey.slice(-5)}` },
      tier: premium,
    });
  });

  it('is the mails that went out to them, newest first, without code, key and link', async () => {
    const other = await aMember();
    const view = await start('support', member.id);
    const { content } = await read('support', view, 'mails');
    if (content.part !== 'mails') throw new Error(content.part);
    expect(content.total).toBe(3);
    expect(content.mails.map(({ kind }) => kind).sort()).toEqual(['invitation', 'verify_email', 'welcome']);
    const welcome = content.mails.find(({ kind }) => kind === 'welcome');
    expect(welcome?.text).toContain('Iris Novak');
    // No mail server is set here, and the view says so.
    expect(welcome?.transport).toBe('outbox');
    expect(welcome?.text).toContain('(hidden)');
    const verify = content.mails.find(({ kind }) => kind === 'verify_email');
    expect(verify?.text).toContain('/account/verify?token=(hidden)');
    const text = JSON.stringify(content);
    for (const secret of [member.code, member.licenceKey, other.email, 'argon2']) expect(text).not.toContain(secret);
    const held = await platform.call('outbox.list', { query: { user_id: member.id } });
    for (const { id } of held.items) {
      const opened = await platform.call('outbox.get', { params: { id } });
      const [token] = /token=([\w-]+)/.exec(opened.text)?.slice(1) ?? [];
      if (token !== undefined) expect(text).not.toContain(token);
    }
  });

  it('leaves out mails that never went out', async () => {
    const { id } = await aMember();
    const keep = async (kind: 'verify_email' | 'welcome', status: 'queued' | 'bounced') => {
      const change = platform.deps.database.updateTable('outbox_mails').set({ status });
      await change.where('user_id', '=', id).where('kind', '=', kind).execute();
    };
    await keep('verify_email', 'bounced');
    await keep('welcome', 'queued');
    const { content } = await read('ops', await start('ops', id), 'mails');
    expect(content).toMatchObject({ mails: [{ kind: 'invitation' }], total: 1 });
  });

  it('makes no session and no token of theirs, and leaves no trace in what they did', async () => {
    const whole = await aMember();
    const tables = ['sessions', 'refresh_tokens', 'user_tokens', 'sign_ins', 'users'] as const;
    const stored = () =>
      Promise.all(tables.map((table) => platform.deps.database.selectFrom(table).selectAll().execute()));
    await platform.call('auth.me', {}, { as: 'support' });
    const before = JSON.stringify(await stored());
    const view = await start('support', whole.id);
    for (const part of parts) await read('support', view, part);
    await platform.call('view_as.end', { params: paramsOf(view) }, { as: 'support' });
    expect(JSON.stringify(await stored())).toBe(before);
  });
});

describe('a view', () => {
  it('ends by itself after 15 minutes, by the platform’s clock, and says so', async () => {
    member = await aMember();
    const view = await start('support', member.id);
    expect(view).toMatchObject({ seconds_left: 900, ended: null, ended_at: null, viewed: [] });
    platform.clock.advance(15 * minute - 1000);
    expect((await read('support', view, 'account')).view.seconds_left).toBe(1);
    platform.clock.advance(1000);
    for (const part of parts) {
      const { status, problem } = await look('support', view, part);
      expect([status, problem?.kind]).toEqual([410, 'view_ended']);
      expect(problem?.detail).toContain('15 minutes');
    }
    const after = await platform.call('view_as.get', { params: paramsOf(view) }, { as: 'support' });
    expect(after).toMatchObject({ seconds_left: 0, ended: 'expired', ended_at: view.expires_at });
    // Whether the job has written it down yet makes no difference to anybody but the log.
    expect(await audited('user.view_as.ended', member.id)).toHaveLength(0);
    await platform.runJobs();
    await platform.runJobs();
    const ends = await audited('user.view_as.ended', member.id);
    expect(ends).toHaveLength(1);
    expect(ends[0]).toMatchObject({
      actor: { role: 'system' },
      details: { view_id: view.id, ended: 'expired', seconds: 900, parts: ['account'] },
    });
    expect(await platform.call('view_as.get', { params: paramsOf(view) }, { as: 'support' })).toEqual(after);
  });

  it('ends earlier when whoever began it says so, once', async () => {
    member = await aMember();
    const view = await start('support', member.id);
    platform.clock.advance(minute);
    const end = () => platform.call('view_as.end', { params: paramsOf(view) }, { as: 'support' });
    const ended = await end();
    expect(ended).toMatchObject({ seconds_left: 0, ended: 'by_viewer' });
    platform.clock.advance(minute);
    expect(await end()).toEqual(ended);
    expect(await audited('user.view_as.ended', member.id)).toMatchObject([{ details: { seconds: 60 } }]);
    const refused = await look('support', view, 'account');
    expect(refused.problem).toMatchObject({ kind: 'view_ended', detail: expect.stringContaining('You ended') });
    platform.clock.advance(20 * minute);
    await platform.runJobs();
    expect(await audited('user.view_as.ended', member.id)).toHaveLength(1);
  });

  it('ends when its viewer begins another one; those of colleagues go on', async () => {
    const [one, two] = [await aMember(), await aMember()];
    const colleague = await platform.staff('support');
    const kept = await start(colleague, one.id);
    const first = await start('support', one.id);
    const second = await start('support', two.id);
    expect((await look('support', first, 'account')).problem?.detail).toContain('another one');
    expect((await look('support', second, 'account')).status).toBe(200);
    expect((await look(colleague, kept, 'account')).status).toBe(200);
    expect(await audited('user.view_as.ended', one.id)).toMatchObject([{ details: { ended: 'replaced' } }]);
    // The former one was over by then: that is how it ended.
    platform.clock.advance(20 * minute);
    await start('support', one.id);
    expect(await audited('user.view_as.ended', two.id)).toMatchObject([{ details: { ended: 'expired' } }]);
  });

  it('is for whoever began it alone, whatever the role', async () => {
    member = await aMember();
    const view = await start('support', member.id);
    for (const as of ['ops', 'admin', await platform.staff('support')] as const) {
      expect((await look(as, view, 'account')).problem?.kind).toBe('forbidden');
      for (const id of ['view_as.get', 'view_as.end'] as const) {
        expect((await platform.attempt(id, { params: paramsOf(view) }, { as })).problem?.kind).toBe('forbidden');
      }
    }
    const theirs = await platform.signIn(member.id);
    expect((await look(theirs, view, 'account')).problem?.kind).toBe('forbidden');
    expect((await platform.attempt('view_as.get', { params: paramsOf(view) }, { as: null })).status).toBe(401);
    // With somebody else's id in the path it is no view of theirs.
    const other = await aMember();
    const crossed = await look('support', { id: view.id, user: { id: other.id } }, 'account');
    expect(crossed.problem?.kind).toBe('not_found');
    expect((await look('support', view, 'account')).status).toBe(200);
    expect(await audited('user.view_as.viewed', member.id)).toHaveLength(1);
  });

  it('is begun twice at once by nobody', async () => {
    const [one, two] = [await aMember(), await aMember()];
    const viewer = await platform.staff('support');
    const answers = await Promise.all(
      [one, two, one, two].map(({ id }) =>
        platform.attempt('view_as.start', { params: { id }, body: { reason: 'At once' } }, { as: viewer }),
      ),
    );
    for (const { problem } of answers) expect([undefined, 'conflict']).toContain(problem?.kind);
    const open = await platform.deps.database
      .selectFrom('member_views')
      .select('id')
      .where('viewer_id', '=', viewer.id)
      .where('ended_at', 'is', null)
      .execute();
    expect(open).toHaveLength(1);
  });

  it('is begun once when the answer was lost and the same is sent again', async () => {
    member = await aMember();
    const headers = { 'idempotency-key': 'view-1' };
    const send = () =>
      platform.call(
        'view_as.start',
        { params: { id: member.id }, body: { reason: 'Lost answer' } },
        { as: 'ops', headers },
      );
    const [first, second] = [await send(), await send()];
    expect(second.id).toBe(first.id);
    expect(await audited('user.view_as.started', member.id)).toHaveLength(1);
  });
});

describe('the log', () => {
  it('has the reason, every look with its time, and the end; the timeline tells it in words', async () => {
    member = await aMember();
    const view = await start('support', member.id, '  Asked for help with her plan ');
    platform.clock.advance(minute);
    await read('support', view, 'plan');
    platform.clock.advance(minute);
    await read('support', view, 'mails');
    const { view: told } = await read('support', view, 'plan');
    await platform.call('view_as.end', { params: paramsOf(view) }, { as: 'support' });
    expect(told.viewed.map(({ part }) => part)).toEqual(['plan', 'mails', 'plan']);
    expect(Date.parse(told.viewed[1]?.at ?? '') - Date.parse(told.viewed[0]?.at ?? '')).toBe(minute);
    const [started] = await audited('user.view_as.started', member.id);
    expect(started).toMatchObject({ actor: { role: 'support' }, details: { view_id: view.id } });
    expect((await audited('user.view_as.viewed', member.id)).map(({ details }) => details.part).sort()).toEqual([
      'mails',
      'plan',
      'plan',
    ]);
    const timeline = await platform.call(
      'users.timeline',
      { params: { id: member.id }, query: { kind: 'viewed', sort: 'at' } },
      { as: 'support' },
    );
    expect(timeline.items.map(({ words }) => words)).toEqual([
      'Began to look through their eyes: Asked for help with her plan.',
      'Looked at their plan as they see it.',
      'Looked at their mails as they see it.',
      'Looked at their plan as they see it.',
      'Stopped looking through their eyes.',
    ]);
    expect(timeline.items.every(({ actor }) => actor.role === 'support')).toBe(true);
    expect((await verifyStoredChain(platform.deps)).ok).toBe(true);
  });

  it('has a look once that is asked for again because its answer was lost', async () => {
    member = await aMember();
    const view = await start('support', member.id);
    const lookId = randomUUID();
    const again = (part: ViewPart, id = lookId) =>
      platform.call('view_as.read', { params: { ...paramsOf(view), part }, query: { look_id: id } }, { as: 'support' });
    // The first is still under way when the second comes, and the answer of both is late.
    const [first, second] = await Promise.all([again('plan'), again('plan')]);
    platform.clock.advance(90_000);
    const third = await again('plan');
    expect(second.content).toEqual(first.content);
    expect(third.content.part).toBe('plan');
    expect(third.view.viewed).toEqual(first.view.viewed);
    expect(await audited('user.view_as.viewed', member.id)).toHaveLength(1);
    // Another part, another name and the same name much later are looks of their own.
    await again('mails');
    await again('plan', randomUUID());
    platform.clock.advance(30_000);
    expect((await again('plan')).view.viewed.map(({ part }) => part)).toEqual(['plan', 'mails', 'plan', 'plan']);
    expect(await audited('user.view_as.viewed', member.id)).toHaveLength(4);
  });

  it('and an answer come together or not at all', async () => {
    member = await aMember();
    const view = await start('support', member.id);
    // The log refuses this one entry.
    const table = sql`alter table audit_entries`;
    const shut = sql`add constraint shut check (action <> 'user.view_as.viewed') not valid`;
    await sql`${table} ${shut}`.execute(platform.deps.database);
    const refused = await look('support', view, 'account');
    await sql`${table} drop constraint shut`.execute(platform.deps.database);
    expect(refused.status).toBe(500);
    const after = await platform.call('view_as.get', { params: paramsOf(view) }, { as: 'support' });
    expect(after.viewed).toEqual([]);
  });

  it('forgets the reason with the person', async () => {
    member = await aMember();
    await start('support', member.id, 'Her divorce lawyer called');
    await platform.call('users.delete', { params: { id: member.id }, query: {} });
    platform.clock.advance(31 * 86_400_000);
    await platform.runJobs();
    const rows = await platform.deps.database.selectFrom('member_views').selectAll().execute();
    const entries = await platform.deps.database.selectFrom('audit_entries').selectAll().execute();
    expect(JSON.stringify([rows, entries])).not.toContain('divorce');
    expect((await verifyStoredChain(platform.deps)).ok).toBe(true);
  });
});

describe('a view is refused', () => {
  it.each([
    ['no reason', {}],
    ['an empty one', { reason: '     ' }],
    ['one of 4 characters', { reason: ' abcd ' }],
    ['one of 501', { reason: 'a'.repeat(501) }],
    ['a number', { reason: 12_345 }],
    ['a NUL in it', { reason: 'a reason\u0000' }],
    ['a further field', { reason: 'A good reason', minutes: 600 }],
    ['somebody else as viewer', { reason: 'A good reason', viewer_id: '00000000-0000-4000-8000-000000000000' }],
  ])('with %s', async (_name, body) => {
    member = await aMember();
    const answer = await platform.attempt('view_as.start', { params: { id: member.id }, body } as never, {
      as: 'support',
    });
    expect(answer.problem?.kind).toBe('validation');
    expect(await audited('user.view_as.started', member.id)).toEqual([]);
  });

  it('of a part that there is none of', async () => {
    const view = await start('support', (await aMember()).id);
    for (const part of ['sessions', 'password', '..', '__proto__']) {
      const answer = await look('support', view, part as ViewPart);
      expect(['validation', 'not_found']).toContain(answer.problem?.kind);
    }
  });

  it('for nobody, and for staff by anybody', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const body = { reason: 'A good reason' };
    const missing = await platform.attempt('view_as.start', { params: { id: unknown }, body }, { as: 'admin' });
    expect(missing.problem?.kind).toBe('not_found');
    for (const role of ['support', 'ops', 'admin'] as const) {
      const { id } = await platform.staff(role);
      const answer = await platform.attempt('view_as.start', { params: { id }, body }, { as: 'admin' });
      expect(answer.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('only members') });
    }
  });

  it('for a deleted account, also in the middle of a view, and for an erased one', async () => {
    member = await aMember();
    const view = await start('support', member.id);
    expect((await look('support', view, 'account')).status).toBe(200);
    await platform.call('users.delete', { params: { id: member.id }, query: {} });
    const during = await look('support', view, 'account');
    expect(during.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('deleted') });
    const body = { reason: 'A good reason' };
    const begin = () => platform.attempt('view_as.start', { params: { id: member.id }, body }, { as: 'support' });
    expect((await begin()).problem?.kind).toBe('state_conflict');
    platform.clock.advance(31 * 86_400_000);
    await platform.runJobs();
    expect((await begin()).problem?.kind).toBe('not_found');
    expect((await look('support', view, 'account')).problem?.kind).toBe('not_found');
    expect(await audited('user.view_as.viewed', member.id)).toHaveLength(1);
  });

  it('to whoever was suspended meanwhile', async () => {
    member = await aMember();
    const viewer = await platform.staff('support');
    const view = await start(viewer, member.id);
    await platform.call('users.suspend', { params: { id: viewer.id }, body: { reason: 'Left the company' } });
    expect((await look(viewer, view, 'account')).status).toBe(401);
  });

  it('not for a suspended member: whoever helps them must see what they would', async () => {
    member = await aMember();
    await platform.call('users.suspend', { params: { id: member.id }, body: { reason: 'Asked for it' } });
    const view = await start('support', member.id);
    expect(view.user.state).toBe('suspended');
    expect((await look('support', view, 'account')).status).toBe(200);
  });
});
