import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Nudge } from '#contract/nudges.ts';
import type { InputOf } from '#contract/operations.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { getNudge } from '#platform/nudges/read-service.ts';
import { nudgeReleaseJob } from '#platform/nudges/release-job.ts';
import { releaseChunk, releaseNudges } from '#platform/nudges/release-service.ts';
import { insertManyUsers } from '#test/support/many-users.ts';
import { registerMember } from '#test/support/members.ts';
import { doStep, memberAt } from '#test/support/onboarding-members.ts';
import { type CallOptions, createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { startSmtpServer } from '#test/support/smtp-server.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 1000 });
});
afterAll(() => platform.close());

type Body = InputOf<'nudges.create'>['body'];
const minute = 60_000;
const message = 'We saw you stop.\n\nNeed a hand?';
const ids = (...people: { id: string }[]) => ({ ids: people.map(({ id }) => id) });
const attempt = (body: Body, as: CallOptions['as'] = 'ops', headers: Record<string, string> = {}) =>
  platform.attempt('nudges.create', { body }, { as, headers });
const nudge = async (people: Body['people'], more: Partial<Body> = {}) =>
  platform.call('nudges.create', { body: { people, step: 'api_key', message, ...more } }, { as: 'ops' });
const read = (id: string) => platform.call('nudges.get', { params: { id } }, { as: 'support' });
const peopleOf = async (id: string, query: object = {}) =>
  (await platform.call('nudges.people', { params: { id }, query: { limit: 1000, ...query } }, { as: 'support' })).items;
const mailsOf = async (id: string) =>
  (await platform.call('outbox.list', { query: { nudge_id: id, limit: 1000 } })).items;
const cancel = (id: string, as: CallOptions['as'] = 'ops') =>
  platform.attempt('nudges.cancel', { params: { id } }, { as });
const retry = (id: string, as: CallOptions['as'] = 'ops') =>
  platform.attempt('nudges.retry', { params: { id } }, { as });
const audited = async (id: string) =>
  (await platform.call('audit.list', { query: { subject_type: 'nudge', subject_id: id } })).items.map(
    ({ action, actor }) => [action, actor.role],
  );
const nobody = {
  deleted: 0,
  suspended: 0,
  unverified: 0,
  opted_out: 0,
  did_step: 0,
  not_there_yet: 0,
  nudged_lately: 0,
};
async function passMinute() {
  platform.clock.advance(minute);
  await platform.runJobs();
}

describe('a nudge', () => {
  it('tells its state and how far it is as of one moment', async () => {
    const held = await nudge(ids(await memberAt(platform, 'api_key'), await memberAt(platform, 'api_key')));
    platform.clock.advance(minute);
    // It is sent between the two questions that the answer takes; the embedded store lets nobody in between.
    let sending: Promise<void> | null = null;
    const database = platform.deps.database.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        sending ??= platform.runJobs();
        if (platform.deps.databaseKind === 'postgres') await sending;
        return result;
      },
    });
    const seen = await getNudge({ database, clock: platform.clock }, held.id);
    expect(seen).toMatchObject({ state: 'held', counts: { held: 2, kept: 0 } });
    await sending;
    expect(await read(held.id)).toMatchObject({ state: 'sent', counts: { held: 0, kept: 2 } });
  });
  it('is held for a minute, then in the outbox once, as plain words', async () => {
    const ada = await memberAt(platform, 'api_key', { fullName: '\u202e<b>Ada</b> {{message}} =1+1' });
    const bob = await memberAt(platform, 'api_key');
    const people = ids(ada, bob);
    const held = await nudge(people, { message: 'Line <i>one</i>\n{{to}} =HYPERLINK("x")' });
    const at = platform.clock.now().getTime();
    expect(held).toMatchObject({
      state: 'held',
      step: 'api_key',
      subject: 'Your next step in the 4UAI beta: make your first API key',
      cohort: null,
      created_by: { role: 'ops' },
      send_at: new Date(at + minute).toISOString(),
      people: 2,
      counts: { held: 2, queued: 0, sent: 0, kept: 0, failed: 0, skipped: 0, cancelled: 0, left_out: 0 },
      left_out: nobody,
      cancelled_by: null,
    });
    expect(held.seconds_left).toBe(60);
    platform.clock.advance(minute - 1);
    await platform.runJobs();
    expect(await mailsOf(held.id)).toEqual([]);
    expect((await read(held.id)).seconds_left).toBe(0.001);
    expect((await read(held.id)).state).toBe('held');

    platform.clock.advance(1);
    await platform.runJobs();
    await platform.runJobs();
    const sent = await read(held.id);
    expect(sent).toMatchObject({ state: 'sent', counts: { held: 0, sent: 0, kept: 2 } });
    expect(sent.finished_at).toBe(platform.clock.now().toISOString());
    const mails = await mailsOf(held.id);
    expect(mails.map(({ to, kind, subject }) => [to, kind, subject]).sort()).toEqual(
      [ada, bob].map(({ email }) => [email, 'nudge', held.subject]).sort(),
    );
    const mail = mails.find(({ to }) => to === ada.email);
    const { text, html, holds_secret: secret } = await platform.call('outbox.get', { params: { id: mail?.id ?? '' } });
    expect(secret).toBe(false);
    expect(text).toContain('Hello <b>Ada</b> {{message}} =1+1\n');
    expect(text).toContain('Line <i>one</i>\n{{to}} =HYPERLINK("x")\n');
    expect(html).toContain('&#60;b&#62;Ada&#60;/b&#62; {{message}} =1+1');
    expect(html).toContain('Line &#60;i&#62;one&#60;/i&#62;<br>\n{{to}} ');
    expect(html).not.toMatch(/<[bi]>/);
    expect(await audited(held.id)).toEqual([
      ['nudge.sent', 'system'],
      ['nudge.chunk_sent', 'system'],
      ['nudge.sending_started', 'system'],
      ['nudge.held', 'ops'],
    ]);
    expect(await peopleOf(held.id)).toMatchObject([
      { user_id: ada.id, state: 'kept', reason: null, mail_id: mail?.id, did_step_at: null },
      { user_id: bob.id, state: 'kept' },
    ]);
    // What it was for: who did the step since.
    await doStep(platform, bob, 'api_key');
    const done = (await peopleOf(held.id)).filter((person) => person.did_step_at !== null);
    expect(done.map((person) => person.user_id)).toEqual([bob.id]);
    const timeline = await platform.call('users.timeline', { params: { id: ada.id }, query: { kind: 'mailed' } });
    expect(timeline.items[0]?.words).toBe(`No mail server was set: the outbox keeps the mail “${held.subject}”.`);
  });

  it('is cancelled without a trace at members, by anybody of ops, until its mails are written', async () => {
    const member = await memberAt(platform, 'api_key');
    const held = await nudge(ids(member));
    const colleague = await platform.staff('ops', { fullName: 'Mei Tanaka' });
    // The minute is over and no job looked yet: nothing was sent, so it can still be taken back.
    platform.clock.advance(minute + 1000);
    const cancelled = await cancel(held.id, colleague);
    expect(cancelled.body).toMatchObject({
      state: 'cancelled',
      cancelled_by: { id: colleague.id, name: 'Mei Tanaka' },
      cancelled_at: platform.clock.now().toISOString(),
      counts: { held: 0, cancelled: 1 },
    });
    await platform.runJobs();
    expect(await mailsOf(held.id)).toEqual([]);
    expect(await audited(held.id)).toEqual([
      ['nudge.cancelled', 'ops'],
      ['nudge.held', 'ops'],
    ]);
    expect((await cancel(held.id)).problem).toMatchObject({
      kind: 'state_conflict',
      detail: expect.stringContaining('Mei Tanaka cancelled this nudge on'),
    });
    // They were not nudged, so they can be.
    const again = await nudge(ids(member));
    await passMinute();
    expect((await read(again.id)).state).toBe('sent');
    expect((await cancel(again.id)).problem).toMatchObject({
      kind: 'state_conflict',
      detail: expect.stringMatching(/went out on .*: 1 mail/),
    });
    expect(await mailsOf(again.id)).toHaveLength(1);
  });

  it('is either cancelled or sent when both are asked for at the same moment', async () => {
    const held: Nudge[] = [];
    for (let index = 0; index < 8; index += 1) held.push(await nudge(ids(await memberAt(platform, 'api_key'))));
    platform.clock.advance(minute);
    const releases = Array.from({ length: 3 }, async () => {
      while (await releaseNudges(platform.deps));
    });
    const [answers] = await Promise.all([Promise.all(held.map(({ id }) => cancel(id))), ...releases]);
    for (const [index, { id }] of held.entries()) {
      const { state } = await read(id);
      expect(state).toBe(answers[index]?.status === 200 ? 'cancelled' : 'sent');
      expect(await mailsOf(id)).toHaveLength(state === 'sent' ? 1 : 0);
    }
  });

  it('leaves out who should not get it, says why, and asks again when the minute is over', async () => {
    const at = () => memberAt(platform, 'api_key');
    const all = {
      good: await at(),
      deleted: await at(),
      suspended: await at(),
      unverified: await registerMember(platform),
      optedOut: await at(),
      done: await memberAt(platform, 'first_agent'),
      early: await memberAt(platform, 'welcome'),
      lately: await at(),
    };
    await platform.call('users.delete', { params: { id: all.deleted.id }, query: {} });
    await platform.call('users.suspend', { params: { id: all.suspended.id }, body: { reason: 'x' } });
    await doStep(platform, all.optedOut, 'preferences', { product_mails: false });
    await nudge(ids(all.lately));
    await passMinute();

    const later = { suspended: await at(), deleted: await at(), did: await at(), optedOut: await at() };
    const body = { people: ids(...Object.values(all), ...Object.values(later)), step: 'api_key', message } as const;
    const expected = {
      deleted: 1,
      suspended: 1,
      unverified: 1,
      opted_out: 1,
      did_step: 1,
      not_there_yet: 1,
      nudged_lately: 1,
    };
    const preview = await platform.call('nudges.preview', { body }, { as: 'ops' });
    expect(preview).toMatchObject({ people: 12, to_send: 5, left_out: expected, sample: { to: all.good.email } });
    const held = await nudge(body.people);
    expect(held).toMatchObject({ people: 12, counts: { held: 5, left_out: 7 }, left_out: expected, skipped: nobody });
    const reasonOf = (people: Awaited<ReturnType<typeof peopleOf>>, member: { id: string }) =>
      people.find((person) => person.user_id === member.id)?.reason;
    const people = await peopleOf(held.id, { state: 'left_out' });
    expect(
      [all.deleted, all.suspended, all.unverified, all.optedOut, all.done, all.early, all.lately].map((member) =>
        reasonOf(people, member),
      ),
    ).toEqual(['deleted', 'suspended', 'unverified', 'opted_out', 'did_step', 'not_there_yet', 'nudged_lately']);

    await platform.call('users.suspend', { params: { id: later.suspended.id }, body: { reason: 'x' } });
    await platform.call('users.delete', { params: { id: later.deleted.id }, query: {} });
    await doStep(platform, later.did, 'api_key');
    await doStep(platform, later.optedOut, 'preferences', { product_mails: false });
    await passMinute();
    const sent = await read(held.id);
    expect(sent).toMatchObject({
      state: 'sent',
      counts: { kept: 1, skipped: 4, left_out: 7 },
      skipped: { ...nobody, suspended: 1, deleted: 1, did_step: 1, opted_out: 1 },
    });
    expect((await mailsOf(held.id)).map((mail) => mail.to)).toEqual([all.good.email]);
    expect(await peopleOf(held.id, { reason: 'did_step' })).toMatchObject([
      { user_id: all.done.id, state: 'left_out' },
      { user_id: later.did.id, state: 'skipped', did_step_at: expect.any(String), mail_id: null },
    ]);
  });

  it('reaches nobody twice for a step within three days, also of two that were held at once', async () => {
    const member = await memberAt(platform, 'api_key');
    const [one, two] = [await nudge(ids(member)), await attempt({ people: ids(member), step: 'api_key', message })];
    expect(two.problem).toMatchObject({
      kind: 'state_conflict',
      detail: expect.stringContaining('1 nudged for it within three days'),
    });
    // Another step is another matter.
    const other = await nudge(ids(member), { step: 'feedback' });
    // As when two are made at the same moment and neither sees the other.
    const twin = {
      ...(await platform.deps.database
        .selectFrom('nudges')
        .selectAll()
        .where('id', '=', one.id)
        .executeTakeFirstOrThrow()),
      id: randomUUID(),
    };
    await platform.deps.database.insertInto('nudges').values(twin).execute();
    await platform.deps.database
      .insertInto('nudge_people')
      .values({ nudge_id: twin.id, position: 1, user_id: member.id, state: 'held', reason: null, settled_at: null })
      .execute();
    await passMinute();
    const states = [(await read(one.id)).counts.kept, (await read(twin.id)).counts.kept];
    expect(states.sort()).toEqual([0, 1]);
    expect((await read(other.id)).counts.kept).toBe(1);
    platform.clock.advance(3 * 86_400_000 - 1);
    expect((await attempt({ people: ids(member), step: 'api_key', message })).problem?.kind).toBe('state_conflict');
    platform.clock.advance(1);
    expect((await nudge(ids(member))).counts.held).toBe(1);
    await platform.runJobs();
  });

  it('of a cohort knows it, also when it is gone', async () => {
    const [ada, bob] = [await memberAt(platform, 'api_key'), await memberAt(platform, 'api_key')];
    const cohort = await platform.call(
      'cohorts.create',
      { body: { name: 'At the key', people: ids(ada, bob) } },
      { as: 'ops' },
    );
    const held = await nudge({ cohort_id: cohort.id }, { subject: 'Need a hand?' });
    expect(held).toMatchObject({ people: 2, subject: 'Need a hand?', cohort: { id: cohort.id, name: 'At the key' } });
    const listed = await platform.call('nudges.list', { query: { cohort_id: cohort.id } }, { as: 'support' });
    expect(listed.items).toEqual([held]);
    await platform.call('cohorts.delete', { params: { id: cohort.id } });
    expect((await read(held.id)).cohort).toEqual({ id: null, name: 'At the key' });
    await passMinute();
    expect((await read(held.id)).counts.kept).toBe(2);
    const gone = await attempt({ people: { cohort_id: cohort.id }, step: 'api_key', message });
    expect(gone.problem?.kind).toBe('not_found');
  });

  it('is stopped by the platform when its author may no longer send it', async () => {
    const member = await memberAt(platform, 'api_key');
    const author = await platform.staff('ops');
    const { body: held } = await attempt({ people: ids(member), step: 'api_key', message }, author);
    await platform.call('users.suspend', { params: { id: author.id }, body: { reason: 'x' } });
    await passMinute();
    const stopped = await read(held?.id ?? '');
    expect(stopped).toMatchObject({
      state: 'cancelled',
      cancelled_by: { id: null, role: 'system' },
      counts: { cancelled: 1 },
    });
    expect(await mailsOf(stopped.id)).toEqual([]);
  });

  it('is made once when the same is sent again', async () => {
    const member = await memberAt(platform, 'api_key');
    const body: Body = { people: ids(member), step: 'api_key', message };
    const headers = { 'idempotency-key': 'nudge-1' };
    const [first, second] = [await attempt(body, 'ops', headers), await attempt(body, 'ops', headers)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await attempt({ ...body, step: 'feedback' }, 'ops', headers)).problem?.kind).toBe('idempotency_conflict');
    await passMinute();
    expect(await mailsOf(first.body?.id ?? '')).toHaveLength(1);
  });

  it('tells of mails that wait, arrive and fail', async () => {
    const smtp = await startSmtpServer();
    try {
      const [ada, bob] = [await memberAt(platform, 'api_key'), await memberAt(platform, 'api_key')];
      platform.deps.config.smtpUrl = smtp.url;
      smtp.onRecipient = (address) => (address === bob.email ? '550 5.1.1 No such user' : '250 fine');
      const held = await nudge(ids(ada, bob));
      platform.clock.advance(minute);
      await runLocked(platform.deps, nudgeReleaseJob);
      expect((await read(held.id)).counts).toMatchObject({ queued: 2, sent: 0, failed: 0 });
      await platform.runJobs();
      expect((await read(held.id)).counts).toMatchObject({ queued: 0, sent: 1, failed: 1 });
      expect(await peopleOf(held.id, { state: 'failed' })).toMatchObject([
        { user_id: bob.id, error: expect.stringContaining('No such user') },
      ]);
    } finally {
      platform.deps.config.smtpUrl = null;
      await smtp.close();
    }
  });

  it('is retried where mails failed, for those who would still get it', async () => {
    const smtp = await startSmtpServer();
    try {
      const [ada, bob, cyn, dan] = await Promise.all([1, 2, 3, 4].map(() => memberAt(platform, 'api_key')));
      if (!ada || !bob || !cyn || !dan) throw new Error('Four members were made.');
      platform.deps.config.smtpUrl = smtp.url;
      smtp.onRecipient = (address) => (address === ada.email ? '250 fine' : '550 5.1.1 No such user');
      const held = await nudge(ids(ada, bob, cyn, dan));
      await passMinute();
      expect((await read(held.id)).counts).toMatchObject({ sent: 1, failed: 3 });
      smtp.onRecipient = () => '250 fine';
      // Cyn gave her answer meanwhile, and Dan is suspended: nobody writes to them about it now.
      await doStep(platform, cyn, 'api_key');
      await platform.call('users.suspend', { params: { id: dan.id }, body: { reason: 'x' } });
      const retried = await retry(held.id);
      expect(retried.body).toMatchObject({ state: 'sent', counts: { sent: 1, queued: 1, failed: 2 } });
      await platform.runJobs();
      expect((await read(held.id)).counts).toMatchObject({ sent: 2, queued: 0, failed: 2 });
      const to = (email: string) => smtp.mails.filter((mail) => mail.to === email).length;
      expect([ada, bob, cyn, dan].map(({ email }) => to(email))).toEqual([1, 1, 0, 0]);
      const entries = await platform.call('audit.list', { query: { action: 'nudge.retried', subject_id: held.id } });
      expect(entries.items).toMatchObject([
        { actor: { role: 'ops' }, details: { step: 'api_key', mails: 1, left: 2 } },
      ]);
      const none = await retry(held.id);
      expect(none.problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('through with') });
      expect(none.problem?.detail).toContain('1 suspended');
      expect((await audited(held.id)).filter(([action]) => action === 'nudge.retried')).toHaveLength(1);
    } finally {
      platform.deps.config.smtpUrl = null;
      await smtp.close();
    }
  });

  it('is not retried where nothing failed, by support, or where there is none', async () => {
    const held = await nudge(ids(await memberAt(platform, 'api_key')));
    expect((await retry(held.id)).problem?.kind).toBe('state_conflict');
    await passMinute();
    expect((await retry(held.id)).problem?.detail).toContain('No mail of this nudge failed');
    expect((await retry(held.id, 'support')).problem?.kind).toBe('forbidden');
    expect((await retry(randomUUID())).problem?.kind).toBe('not_found');
  });

  it('shows nobody who was erased since', async () => {
    const member = await memberAt(platform, 'api_key');
    const held = await nudge(ids(member));
    await passMinute();
    await platform.call('users.delete', { params: { id: member.id }, query: {} });
    platform.clock.advance(31 * 86_400_000);
    await platform.runJobs();
    expect(await peopleOf(held.id)).toMatchObject([{ user_id: member.id, full_name: '', email: '', state: 'kept' }]);
    const [mail] = await mailsOf(held.id);
    expect(mail?.to).toContain('erased');
  });
});

describe('a preview', () => {
  it('counts, shows the mail and keeps nothing', async () => {
    const member = await memberAt(platform, 'api_key', { fullName: 'Ada Moreau' });
    const before = await platform.call('nudges.list', { query: {} });
    const body = { people: ids(member), step: 'api_key' } as const;
    const counted = await platform.call('nudges.preview', { body }, { as: 'ops' });
    expect(counted).toEqual({ people: 1, to_send: 1, left_out: nobody, sample: null });
    const shown = await platform.call('nudges.preview', { body: { ...body, message, subject: 'Hi' } }, { as: 'ops' });
    expect(shown.sample).toMatchObject({
      to: member.email,
      subject: 'Hi',
      text: expect.stringContaining('Hello Ada Moreau'),
    });
    const held = await nudge(body.people, { subject: 'Hi' });
    await passMinute();
    const [mail] = await mailsOf(held.id);
    const { text, html } = await platform.call('outbox.get', { params: { id: mail?.id ?? '' } });
    expect({ text, html }).toEqual({ text: shown.sample?.text, html: shown.sample?.html });
    const after = await platform.call('nudges.list', { query: {} });
    expect(after.total).toBe(before.total + 1);
    const none = await platform.call('nudges.preview', { body: { ...body, message } }, { as: 'ops' });
    expect(none).toMatchObject({ to_send: 0, sample: null, left_out: { nudged_lately: 1 } });
  });
});

describe('who may', () => {
  it('nudge and cancel is ops and admins; support reads; members see nothing', async () => {
    const member = await memberAt(platform, 'api_key');
    const held = await nudge(ids(member));
    const params = { id: held.id };
    const body: Body = { people: ids(member), step: 'feedback', message };
    for (const as of ['support', member] as const) {
      expect((await attempt(body, as)).problem?.kind).toBe('forbidden');
      expect((await platform.attempt('nudges.preview', { body }, { as })).problem?.kind).toBe('forbidden');
      expect((await cancel(held.id, as)).problem?.kind).toBe('forbidden');
    }
    for (const id of ['nudges.get', 'nudges.people'] as const) {
      expect((await platform.attempt(id, { params, query: {} }, { as: 'support' })).status).toBe(200);
      expect((await platform.attempt(id, { params, query: {} }, { as: member })).problem?.kind).toBe('forbidden');
      expect((await platform.attempt(id, { params: { id: randomUUID() }, query: {} })).problem?.kind).toBe('not_found');
    }
    expect((await cancel(randomUUID())).problem?.kind).toBe('not_found');
    expect((await platform.attempt('nudges.list', { query: {} }, { as: member })).problem?.kind).toBe('forbidden');
    expect((await cancel(held.id, 'admin')).status).toBe(200);
  });
});

describe('what is refused', () => {
  const people = { ids: [randomUUID()] };
  it.each([
    ['no message', { people, step: 'api_key' }],
    ['a message of 2,001 characters', { people, step: 'api_key', message: 'x'.repeat(2001) }],
    ['a message of spaces', { people, step: 'api_key', message: ' \n ' }],
    ['control characters', { people, step: 'api_key', message: 'x\u0000y' }],
    ['a subject of two lines', { people, step: 'api_key', message, subject: 'x\nBcc: all@example.com' }],
    ['a step that is none', { people, step: 'completed', message }],
    ['another time', { people, step: 'api_key', message, send_at: '2026-01-01T00:00:00.000Z' }],
    ['nobody', { people: { ids: [] }, step: 'api_key', message }],
    ['two kinds of people', { people: { ...people, cohort_id: randomUUID() }, step: 'api_key', message }],
    ['people who are none', { people, step: 'api_key', message }],
  ])('%s', async (_name, body) => {
    expect((await attempt(body as never)).problem?.kind).toBe('validation');
  });
});

describe('a large nudge', () => {
  it('goes out in chunks by several nodes at once, once to each, and can’t be cancelled on the way', async () => {
    await insertManyUsers(platform.deps.database, 2600);
    await platform.deps.database
      .updateTable('users')
      .set({ email_verified_at: platform.clock.now() })
      .where('password_hash', '=', 'none')
      .execute();
    const all_matching = { step: 'first_agent', standing: 'reached', role: 'member' } as const;
    const { total } = await platform.call('users.list', { query: { ...all_matching, limit: 1 } });
    const held = await nudge({ all_matching, expected_count: total }, { step: 'feedback' });
    const toSend = held.counts.held;
    expect(toSend).toBeGreaterThan(releaseChunk);
    platform.clock.advance(minute);
    await releaseNudges(platform.deps);
    const half: Nudge = await read(held.id);
    expect(half).toMatchObject({ state: 'sending', counts: { kept: releaseChunk, held: toSend - releaseChunk } });
    expect((await cancel(held.id)).problem).toMatchObject({
      kind: 'state_conflict',
      detail: expect.stringContaining(`${releaseChunk} of ${toSend} mails are in the outbox`),
    });
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (await releaseNudges(platform.deps));
      }),
    );
    await platform.runJobs();
    const sent = await read(held.id);
    expect(sent).toMatchObject({ state: 'sent', counts: { held: 0, kept: toSend } });
    const mails = await platform.deps.database
      .selectFrom('outbox_mails')
      .select('user_id')
      .where('nudge_id', '=', held.id)
      .execute();
    expect(new Set(mails.map((mail) => mail.user_id)).size).toBe(toSend);
    expect(mails).toHaveLength(toSend);
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });
});
