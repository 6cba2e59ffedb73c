import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLocked } from '#platform/jobs/runner.ts';
import { purgeJob } from '#platform/users/purge-job.ts';
import {
  errorEvent,
  openGateway,
  type ReportKind,
  requestEvent,
  type TestGateway,
  usageEvent,
} from '#test/support/gateway.ts';
import { registerMember, type TestMember } from '#test/support/members.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { createRandom } from '#test/support/random-input.ts';

let platform: TestPlatform;
let gateway: TestGateway;
let member: TestMember;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
  gateway = await openGateway(platform);
  member = await registerMember(platform);
});
afterAll(() => platform.close());

const usageOf = (id: string, query: object = {}) => platform.call('users.usage', { params: { id }, query });
const errorsOf = (id: string, query: object = {}) => platform.call('users.errors', { params: { id }, query });
const outcomes = (answer: { results: { outcome: string }[] }) => answer.results.map(({ outcome }) => outcome);

async function count(table: string, where = 'true'): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} where ${sql.raw(where)}`.execute(platform.deps.database);
  return rows[0]?.count ?? 0;
}

describe('what is reported', () => {
  it('is told of the person it is about', async () => {
    const { id } = await registerMember(platform);
    expect(await usageOf(id)).toMatchObject({
      last_reported_at: null,
      requests: { count: 0, errors: { share: null } },
    });
    const about = { user_id: id };
    await gateway.report('requests', [
      requestEvent(about),
      requestEvent({ ...about, status: 404, duration_ms: 2.5 }),
      requestEvent({ ...about, status: 503, at: '2026-03-01T23:59:59.999Z', bytes: null }),
      requestEvent(),
    ]);
    await gateway.report('usage', [
      usageEvent(id),
      usageEvent(id, { provider: 'OpenAI', model: 'gpt-5', cost_usd_micros: 20_000_000, agent: null }),
      usageEvent(id, { success: false, output_tokens: 0, cost_usd_micros: 0, at: '2026-03-01T00:00:00Z' }),
    ]);
    const usage = await usageOf(id, { days: 3 });
    expect(usage).toMatchObject({
      from: '2026-02-28',
      to: '2026-03-02',
      last_reported_at: '2026-03-02T08:59:00.000Z',
      requests: { count: 3, errors: { part: 2, n: 3 }, server_errors: { part: 1 }, mean_duration_ms: 9.167 },
      models: {
        calls: 3,
        failures: 1,
        failed: { part: 1, n: 3 },
        input_tokens: 3600,
        output_tokens: 600,
        cost_usd_micros: 20_008_100,
        mean_latency_ms: 840,
      },
      by_model: [
        { provider: 'openai', model: 'gpt-5', calls: 1, cost_usd_micros: 20_000_000 },
        { provider: 'anthropic', model: 'claude-sonnet-4-5', calls: 2, failures: 1, cost_usd_micros: 8100 },
      ],
      by_agent: [
        { agent: null, calls: 1 },
        { agent: 'researcher', calls: 2 },
      ],
    });
    expect(usage.requests.errors.interval).not.toBeNull();
    expect(usage.days.map(({ day, requests, errors, calls }) => [day, requests, errors, calls])).toEqual([
      ['2026-02-28', 0, 0, 0],
      ['2026-03-01', 1, 1, 1],
      ['2026-03-02', 2, 1, 2],
    ]);
    const before = await usageOf(id, { days: 1, to: '2026-03-01' });
    expect(before).toMatchObject({ requests: { count: 1 }, models: { calls: 1 } });
    // Somebody else sees nothing of it.
    expect(await usageOf(member.id)).toMatchObject({ requests: { count: 0 }, models: { calls: 0 } });
  });

  it('is one row for the same error, which says what it said last', async () => {
    const { id } = await registerMember(platform);
    const about = { user_id: id };
    const [first, second, third] = ['2026-03-01T08:00:00.000Z', '2026-03-02T08:00:00.000Z', '2026-03-02T08:30:00.000Z'];
    await gateway.report('errors', [
      errorEvent({ ...about, at: second, message: 'the newer', release: '1.4.0', link: 'https://tracker.example/7' }),
      errorEvent({ ...about, at: first, message: 'the older' }),
      errorEvent({ ...about, fingerprint: 'slow', level: 'warning', title: 'Slow answer', at: third }),
      errorEvent(),
    ]);
    // Comes late: it counts, and does not overwrite what is newer.
    await gateway.report('errors', [errorEvent({ ...about, at: first, title: 'An old title', message: 'the oldest' })]);
    const { items, total } = await errorsOf(id);
    expect(total).toBe(2);
    expect(items).toMatchObject([
      { fingerprint: 'slow', level: 'warning', title: 'Slow answer', count: 1 },
      {
        fingerprint: 'stream-closed',
        count: 3,
        title: 'The stream closed early',
        message: 'the newer',
        release: '1.4.0',
        link: 'https://tracker.example/7',
        route: '/api/chat/stream',
        first_at: first,
        last_at: second,
      },
    ]);
    expect((await errorsOf(id, { level: 'error' })).items).toHaveLength(1);
    expect((await errorsOf(id, { sort: '-count' })).items.map((row) => row.count)).toEqual([3, 1]);
    const page = await errorsOf(id, { limit: 1 });
    const next = await errorsOf(id, { limit: 1, cursor: page.next_cursor ?? '' });
    expect([...page.items, ...next.items].map((row) => row.fingerprint)).toEqual(['slow', 'stream-closed']);
    const story = await platform.call('users.story', { params: { id } });
    expect(story.counts.errors).toBe(2);
  });

  it('says nothing of people who do not exist', async () => {
    for (const operation of ['users.usage', 'users.errors'] as const) {
      const answer = await platform.attempt(operation, { params: { id: randomUUID() }, query: {} });
      expect(answer.problem?.kind).toBe('not_found');
    }
  });
});

describe('an event that comes again', () => {
  it('counts once in one call, also with its id in capitals', async () => {
    const event = usageEvent(member.id);
    const answer = await gateway.report('usage', [event, event, { ...event, id: event.id.toUpperCase() }]);
    expect(outcomes(answer)).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect(answer).toMatchObject({ accepted: 1, duplicate: 2, refused: 0 });
  });

  it.each(['requests', 'usage', 'errors'] as const)('counts once over calls and keys: %s', async (kind) => {
    const { id } = await registerMember(platform);
    const events = { requests: requestEvent, usage: (more: object) => usageEvent(id, more), errors: errorEvent };
    const event = events[kind]({ user_id: id });
    const other = events[kind]({ user_id: id });
    expect(outcomes(await gateway.report(kind, [event]))).toEqual(['accepted']);
    const another = await openGateway(platform, 'After the key was changed');
    expect(outcomes(await another.report(kind, [other, event]))).toEqual(['accepted', 'duplicate']);
    const usage = await usageOf(id);
    const errors = (await errorsOf(id)).items[0]?.count ?? 0;
    expect({ requests: usage.requests.count, usage: usage.models.calls, errors }[kind]).toBe(2);
  });

  it('counts once when many calls bring it at the same time, each in another order', async () => {
    const { id } = await registerMember(platform);
    const events = Array.from({ length: 60 }, () => usageEvent(id));
    const random = createRandom(7);
    const shuffled = () => [...events].sort(() => random.next() - 0.5);
    const answers = await Promise.all(Array.from({ length: 12 }, () => gateway.report('usage', shuffled())));
    const sum = (of: 'accepted' | 'duplicate') => answers.reduce((total, answer) => total + answer[of], 0);
    expect([sum('accepted'), sum('duplicate')]).toEqual([60, 660]);
    expect((await usageOf(id)).models).toMatchObject({ calls: 60, cost_usd_micros: 60 * 8100 });
  });
});

describe('a call', () => {
  it('takes 1,000 events and not one more', async () => {
    const before = await count('request_events');
    const events = Array.from({ length: 1001 }, () => requestEvent());
    const refused = await gateway.attempt('requests', events);
    expect(refused.problem).toMatchObject({ kind: 'validation', detail: expect.stringContaining('1,000') });
    expect(await count('request_events')).toBe(before);
    expect(await gateway.report('requests', events.slice(1))).toMatchObject({ accepted: 1000, refused: 0 });
    expect(await count('request_events')).toBe(before + 1000);
  });

  it.each([
    ['no event', [], 'validation'],
    ['no list', 'events', 'validation'],
    ['too large a body', [requestEvent({ route: 'x'.repeat(2_000_000) })], 'payload_too_large'],
  ])('is refused as a whole with %s', async (_name, events, kind) => {
    expect((await gateway.attempt('requests', events)).problem?.kind).toBe(kind);
  });

  it('takes errors with a thousand long messages', async () => {
    const events = Array.from({ length: 1000 }, () => errorEvent({ message: 'é'.repeat(2000) }));
    expect(await gateway.report('errors', events)).toMatchObject({ accepted: 1000 });
  });

  const bad: [string, ReportKind, () => unknown, string][] = [
    ['no object', 'requests', () => 7, 'invalid'],
    ['null', 'requests', () => null, 'invalid'],
    ['no id', 'requests', () => requestEvent({ id: undefined }), 'invalid'],
    ['an id that is none', 'requests', () => requestEvent({ id: '7' }), 'invalid'],
    ['a field too many', 'requests', () => requestEvent({ surplus: 1 }), 'invalid'],
    ['a time without a zone', 'requests', () => requestEvent({ at: '2026-03-02T08:00:00' }), 'invalid'],
    ['a day that does not exist', 'requests', () => requestEvent({ at: '2026-02-30T08:00:00Z' }), 'invalid'],
    ['a status that is none', 'requests', () => requestEvent({ status: 42 }), 'invalid'],
    ['a negative duration', 'requests', () => requestEvent({ duration_ms: -1 }), 'invalid'],
    ['NaN, which JSON turns to null', 'requests', () => requestEvent({ duration_ms: Number.NaN }), 'invalid'],
    ['a duration in words', 'requests', () => requestEvent({ duration_ms: 'NaN' }), 'invalid'],
    ['a NUL', 'requests', () => requestEvent({ route: '/a\u0000b' }), 'invalid'],
    ['half a character', 'errors', () => errorEvent({ message: 'x\ud800' }), 'invalid'],
    ['a link that opens something else', 'errors', () => errorEvent({ link: 'javascript:alert(1)' }), 'invalid'],
    ['a level that is none', 'errors', () => errorEvent({ level: 'fatal' }), 'invalid'],
    ['a negative cost', 'usage', () => usageEvent(member.id, { cost_usd_micros: -1 }), 'invalid'],
    ['a fraction of a token', 'usage', () => usageEvent(member.id, { input_tokens: 1.5 }), 'invalid'],
    ['a cost beyond reason', 'usage', () => usageEvent(member.id, { cost_usd_micros: 1e300 }), 'invalid'],
    ['six minutes ahead', 'requests', () => requestEvent({ at: '2026-03-02T09:06:00Z' }), 'in_future'],
    ['eight days ago', 'requests', () => requestEvent({ at: '2026-02-22T08:00:00Z' }), 'too_old'],
    ['a year that no database knows', 'requests', () => requestEvent({ at: '0000-01-01T00:00:00Z' }), 'too_old'],
    ['nobody we know', 'usage', () => usageEvent(randomUUID()), 'unknown_user'],
    ['nobody we know', 'requests', () => requestEvent({ user_id: randomUUID() }), 'unknown_user'],
    ['nobody we know', 'errors', () => errorEvent({ user_id: randomUUID() }), 'unknown_user'],
  ];
  it.each(bad)('refuses %s in %s, and that alone', async (_name, kind, make, reason) => {
    const good = { requests: requestEvent, usage: () => usageEvent(member.id), errors: errorEvent }[kind];
    const [before, after] = [good(), good()];
    const event = make();
    const answer = await gateway.report(kind, [before, event, after]);
    expect(outcomes(answer)).toEqual(['accepted', 'refused', 'accepted']);
    expect(answer).toMatchObject({ accepted: 2, duplicate: 0, refused: 1 });
    expect(answer.results[1]).toMatchObject({ reason, detail: expect.stringMatching(/\w/) });
    expect(answer.results.map(({ id }) => id)).toMatchObject({ 0: before.id, 2: after.id });
  });

  it('takes what is five minutes ahead and a week old to the moment', async () => {
    const times = ['2026-03-02T09:05:00.000Z', '2026-02-23T09:00:00.000Z'];
    const answer = await gateway.report(
      'requests',
      times.map((at) => requestEvent({ at })),
    );
    expect(answer.accepted).toBe(2);
  });

  it('is not about staff, nor about people who were erased, but about deleted ones it still is', async () => {
    const staff = await platform.staff('ops');
    const deleted = await registerMember(platform);
    await platform.call('users.delete', { params: { id: deleted.id }, query: {} });
    const answer = await gateway.report('usage', [usageEvent(staff.id), usageEvent(deleted.id)]);
    expect(outcomes(answer)).toEqual(['refused', 'accepted']);
  });
});

describe('sums', () => {
  it('equal what was reported, whatever order and company it came in', async () => {
    const people = [await registerMember(platform), await registerMember(platform), await registerMember(platform)];
    const random = createRandom(20_260_302);
    const someone = () => random.pick([people[0]?.id ?? '', people[1]?.id ?? '', people[2]?.id ?? '']);
    const at = () => new Date(platform.clock.now().getTime() - random.below(6 * 86_400_000)).toISOString();
    const usage = Array.from({ length: 900 }, () =>
      usageEvent(someone(), {
        at: at(),
        model: random.pick(['a', 'b', 'c']),
        agent: random.pick(['', 'x', 'y']) || null,
        input_tokens: random.below(100_000),
        cost_usd_micros: random.below(10_000_000_000),
        latency_ms: random.below(1e6) / 1000,
        success: random.chance(0.9),
      }),
    );
    const requests = Array.from({ length: 900 }, () =>
      requestEvent({
        at: at(),
        user_id: random.chance(0.2) ? null : someone(),
        status: random.pick([200, 204, 301, 400, 404, 500, 503]),
        duration_ms: random.below(1e7) / 1000,
      }),
    );
    // Overlapping pieces, all at once.
    const pieces = Array.from({ length: 10 }, (_, index) => [index * 80, index * 80 + 200] as const);
    await Promise.all(
      pieces.flatMap(([from, to]) => [
        gateway.report('usage', usage.slice(from, to)),
        gateway.report('requests', requests.slice(from, to)),
      ]),
    );
    const { database } = platform.deps;
    const differences = await sql`
      (select coalesce(user_id, '00000000-0000-0000-0000-000000000000') as user_id, (at at time zone 'UTC')::date as day,
        count(*), count(*) filter (where status between 400 and 499), count(*) filter (where status >= 500),
        sum(duration_us), coalesce(sum(bytes), 0), max(at) from request_events group by 1, 2)
      except
      (select user_id, day, requests, client_errors, server_errors, duration_us, bytes, last_at from request_days)
      union all
      (select user_id, day, 0, 0, 0, 0, 0, now() from request_days
        except select coalesce(user_id, '00000000-0000-0000-0000-000000000000'), (at at time zone 'UTC')::date, 0, 0, 0, 0, 0, now()
        from request_events)`.execute(database);
    expect(differences.rows).toEqual([]);
    const of = sql`user_id = any(${people.map(({ id }) => id)}::uuid[])`;
    const raw = await sql`
      select user_id, (at at time zone 'UTC')::date::text as day, provider, model, agent, count(*) as calls,
        count(*) filter (where not success) as failures, sum(input_tokens) as input_tokens,
        sum(output_tokens) as output_tokens, sum(cost_usd_micros) as cost, sum(latency_us) as latency, max(at) as last_at
      from usage_events where ${of} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(database);
    const summed = await sql`
      select user_id, day::text as day, provider, model, agent, calls, failures, input_tokens, output_tokens,
        cost_usd_micros as cost, latency_us as latency, last_at
      from usage_days where ${of} order by 1, 2, 3, 4, 5`.execute(database);
    expect(raw.rows.length).toBeGreaterThan(100);
    expect(summed.rows).toEqual(raw.rows);
  });
});

describe('erasing a person', () => {
  it('removes what was reported about them and keeps the sums without them', async () => {
    const own = await createTestPlatform();
    try {
      const its = await openGateway(own);
      const [{ id }, other] = [await registerMember(own), await registerMember(own)];
      const report = async () => {
        await its.report('usage', [usageEvent(id), usageEvent(other.id)]);
        await its.report('requests', [requestEvent({ user_id: id }), requestEvent()]);
        await its.report('errors', [errorEvent({ user_id: id, message: 'Nora Lindqvist was here' })]);
      };
      await report();
      const { database } = own.deps;
      const totals = () =>
        sql`select (select sum(cost_usd_micros) from usage_days) as cost, (select sum(calls) from usage_days) as calls,
          (select sum(requests) from request_days) as requests`
          .execute(database)
          .then(({ rows }) => rows[0]);
      const before = await totals();
      await own.call('users.delete', { params: { id }, query: {} });
      // Deleted is not erased: a restored account has its past.
      expect((await own.call('users.usage', { params: { id }, query: {} })).models.calls).toBe(1);
      own.clock.advance(31 * 86_400_000);
      // This job alone: what is old by now is the business of another.
      await runLocked(own.deps, purgeJob);
      for (const table of [
        'request_events',
        'usage_events',
        'error_events',
        'request_days',
        'usage_days',
        'user_errors',
      ]) {
        const { rows } = await sql`select 1 from ${sql.table(table)} where user_id = ${id}`.execute(database);
        expect(rows, table).toEqual([]);
      }
      expect(await totals()).toEqual(before);
      const { rows: kept } = await sql`select user_id from usage_events`.execute(database);
      expect(kept).toEqual([{ user_id: other.id }]);
      expect(before).toMatchObject({ calls: 2, requests: 2, cost: 16_200 });
      const late = usageEvent(id, { at: own.clock.now().toISOString() });
      expect((await its.report('usage', [late])).results[0]?.reason).toBe('unknown_user');
      // What came in about them in the very moment goes at the next look, and its sum joins the others.
      await sql`insert into usage_days select ${id}::uuid, day, provider, model, agent, calls, failures, input_tokens,
        output_tokens, cost_usd_micros, latency_us, last_at from usage_days where user_id = ${other.id}`.execute(
        database,
      );
      await own.runJobs();
      const { rows } =
        await sql`select calls from usage_days where user_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'`.execute(
          database,
        );
      expect(rows).toEqual([{ calls: 2 }]);
    } finally {
      await own.close();
    }
  });
});

describe('what is old', () => {
  it('goes in its time: events, then errors, then the sums of days, and never counts twice', async () => {
    const own = await createTestPlatform();
    try {
      const its = await openGateway(own);
      const { id } = await registerMember(own);
      const event = usageEvent(id);
      await its.report('usage', [event]);
      await its.report('errors', [errorEvent({ user_id: id })]);
      await its.report('requests', [requestEvent({ user_id: id })]);
      const { database } = own.deps;
      const left = async () => {
        const { rows } = await sql<Record<string, number>>`
          select (select count(*) from usage_events) + (select count(*) from request_events)
            + (select count(*) from error_events) as events, (select count(*) from user_errors) as errors,
            (select count(*) from usage_days) + (select count(*) from request_days) as days`.execute(database);
        return rows[0];
      };
      const pass = async (days: number) => {
        own.clock.advance(days * 86_400_000);
        await own.runJobs();
        return left();
      };
      expect(await pass(8)).toEqual({ events: 3, errors: 1, days: 2 });
      expect((await its.report('usage', [event])).results[0]?.reason).toBe('too_old');
      expect(await pass(23)).toEqual({ events: 0, errors: 1, days: 2 });
      expect((await its.report('usage', [event])).results[0]?.reason).toBe('too_old');
      expect(await pass(60)).toEqual({ events: 0, errors: 0, days: 2 });
      expect(await pass(310)).toEqual({ events: 0, errors: 0, days: 0 });
    } finally {
      await own.close();
    }
  });
});
