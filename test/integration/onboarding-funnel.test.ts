import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tier } from '#contract/common.ts';
import type { Funnel } from '#contract/onboarding.ts';
import { type OnboardingStep, onboardingStepSchema } from '#contract/onboarding-steps.ts';
import type { InputOf } from '#contract/operations.ts';
import { readFunnel } from '#platform/onboarding/funnel-service.ts';
import { wilsonInterval } from '#shared/statistics.ts';
import { isoWeekOf } from '#shared/weeks.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { createRandom, type Random } from '#test/support/random-input.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const order = onboardingStepSchema.options;
const hour = 3_600_000;

/** A member as the test knows them; the platform gets rows only. */
interface Person {
  id: string;
  tier: Tier;
  state: 'active' | 'suspended' | 'deleted';
  batchId: string | null;
  createdAt: Date;
  done: { step: OnboardingStep; at: Date; since: Date }[];
}

function randomPerson(random: Random, batches: readonly [string, ...string[]]): Person {
  const createdAt = new Date(platform.clock.now().getTime() - (1 + random.below(40 * 24)) * hour);
  const later = [...order.slice(1)].sort(() => random.next() - 0.5);
  // A third in the order in which steps are offered.
  const sequence = ['welcome' as const, ...(random.chance(0.34) ? order.slice(1) : later)];
  const done: Person['done'] = [];
  let since = createdAt;
  for (const step of sequence.slice(0, random.below(7))) {
    const at = new Date(since.getTime() + random.below(90) * 60_000);
    if (at > platform.clock.now()) break;
    done.push({ step, at, since });
    since = at;
  }
  return {
    id: randomUUID(),
    tier: random.pick(['standard', 'premium', 'enterprise']),
    state: random.pick(['active', 'active', 'active', 'suspended', 'deleted']),
    batchId: random.chance(0.4) ? null : random.pick(batches),
    createdAt,
    done,
  };
}

async function insertPeople(people: readonly Person[]): Promise<void> {
  const { database } = platform.deps;
  for (const { id, tier, state, batchId, createdAt, done } of people) {
    const at = { created_at: createdAt, updated_at: createdAt };
    const deleted = { deleted_at: state === 'deleted' ? createdAt : null };
    await database
      .insertInto('users')
      .values({
        id,
        email: `${id}@example.org`,
        username: null,
        full_name: `Person ${id.slice(0, 4)}`,
        company: null,
        role: 'member',
        state,
        password_hash: 'none',
        email_verified_at: null,
        totp_secret_encrypted: null,
        totp_enabled_at: null,
        totp_last_step: null,
        beta_tier: tier,
        beta_activated_at: createdAt,
        last_seen_at: null,
        ...at,
        ...deleted,
      })
      .execute();
    const bytes = Buffer.from(id.replaceAll('-', '').repeat(2), 'hex');
    await database
      .insertInto('invitations')
      .values({
        id: randomUUID(),
        code_hash: bytes,
        code_encrypted: bytes,
        code_last_four: 'e5f6',
        email: `${id}@example.org`,
        tier,
        status: 'used',
        delivery: 'sent',
        expires_at: createdAt,
        used_at: createdAt,
        user_id: id,
        batch_id: batchId,
        ...at,
      })
      .execute();
    const next = nextOf(done);
    const last = done.at(-1)?.at ?? createdAt;
    await database
      .insertInto('onboarding')
      .values({
        user_id: id,
        next_step: next,
        steps_done: done.length,
        started_at: createdAt,
        completed_at: next === null ? last : null,
        updated_at: last,
        since: last,
      })
      .execute();
    if (done.length === 0) continue;
    const rows = done.map(({ step, at: done_at, since }) => ({ user_id: id, step, done_at, since }));
    await database.insertInto('onboarding_steps').values(rows).execute();
  }
}

function nextOf(done: Person['done']): OnboardingStep | null {
  return order.find((step) => !done.some((each) => each.step === step)) ?? null;
}

/** As a person with a list and a pencil would work it out. */
function plainFunnel(people: readonly Person[]): Funnel {
  const now = platform.clock.now();
  const finished = people.filter((person) => person.done.length === order.length);
  const took = finished.map((person) => secondsBetween(person.createdAt, person.done.at(-1)?.at ?? now));
  return {
    registered: people.length,
    completed: share(finished.length, people.length),
    time_to_complete: {
      ...durations(took),
      mean_seconds: took.length === 0 ? null : took.reduce((sum, each) => sum + each, 0) / took.length,
    },
    steps: order.map((step) => {
      const did = people.flatMap((person) => person.done.filter((each) => each.step === step));
      const at = people.filter((person) => nextOf(person.done) === step);
      const waiting = at.filter((person) => person.state === 'active');
      const reached = did.length + at.length;
      return {
        step,
        reached,
        done: did.length,
        waiting: waiting.length,
        left: at.length - waiting.length,
        conversion: share(did.length, reached),
        from_registration: share(did.length, people.length),
        drop_off: share(at.length, reached),
        time_to_convert: durations(did.map(({ at: end, since }) => secondsBetween(since, end))),
        dwell: durations(waiting.map((person) => secondsBetween(person.done.at(-1)?.at ?? person.createdAt, now))),
      };
    }),
  };
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

function share(part: number, n: number) {
  return { share: n === 0 ? null : part / n, part, n, interval: n < 100 ? wilsonInterval(part, n) : null };
}

function durations(seconds: readonly number[]) {
  return { n: seconds.length, median_seconds: percentile(seconds, 0.5), p90_seconds: percentile(seconds, 0.9) };
}

/** With linear interpolation between neighbours. */
function percentile(values: readonly number[], at: number): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const place = at * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

/** Figures equal up to the last bits of a floating-point number. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, each) => (typeof each === 'number' ? Number(each.toFixed(6)) : each)));
}

const funnel = (query: InputOf<'onboarding.funnel'>['query'] | object) =>
  platform.call('onboarding.funnel', { query: query as InputOf<'onboarding.funnel'>['query'] }, { as: 'ops' });

describe('the funnel', () => {
  it('of nobody has every step and no figure that nobody stands behind', async () => {
    const { overall, groups, groups_total: total } = await funnel({ by: 'tier' });
    expect(overall).toEqual(plainFunnel([]));
    expect(overall.steps[0]?.conversion).toEqual({ share: null, part: 0, n: 0, interval: null });
    expect([groups, total]).toEqual([[], 0]);
  });

  it('is what counting by hand gives, for one, few and many, in every breakdown and through every filter', async () => {
    const random = createRandom(20_260_302);
    const waveOf = async (name: string) =>
      (
        await platform.call('batches.create', {
          body: { name, rows: [{ email: `${name.replace(' ', '.')}@example.org` }] },
        })
      ).id;
    const batchIds: [string, ...string[]] = [await waveOf('Wave 1'), await waveOf('Wave 2')];
    const people: Person[] = [];
    for (const size of [1, 4, 300]) {
      const more = Array.from({ length: size }, () => randomPerson(random, batchIds));
      await insertPeople(more);
      people.push(...more);
      const { overall } = await funnel({});
      expect(rounded(overall)).toEqual(rounded(plainFunnel(people)));
      expect(overall.completed.interval === null).toBe(people.length >= 100);
    }
    const keyOf = {
      tier: (person: Person) => person.tier,
      batch: (person: Person) => person.batchId,
      week: (person: Person) => isoWeekOf(person.createdAt),
    } as const;
    for (const [by, key] of Object.entries(keyOf)) {
      const answer = await funnel({ by });
      expect(rounded(answer.overall), by).toEqual(rounded(plainFunnel(people)));
      const keys = new Set(people.map(key));
      expect(answer.groups_total).toBe(keys.size);
      expect(new Set(answer.groups.map((group) => group.key))).toEqual(keys);
      const sizes = answer.groups.map((group) => group.funnel.registered);
      expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
      for (const group of answer.groups) {
        const theirs = people.filter((person) => key(person) === group.key);
        expect(rounded(group.funnel), `${by} ${group.key}`).toEqual(rounded(plainFunnel(theirs)));
      }
    }
    const names = (await funnel({ by: 'batch' })).groups.map((group) => group.name).sort();
    expect(names).toEqual(['Invited one by one', 'Wave 1', 'Wave 2']);

    const week = isoWeekOf(new Date(platform.clock.now().getTime() - 15 * 24 * hour));
    const [from, to] = [people[7]?.createdAt ?? new Date(0), platform.clock.now()];
    const filters: [object, (person: Person) => boolean][] = [
      [{ tier: 'premium' }, (person) => person.tier === 'premium'],
      [{ batch_id: batchIds[1] }, (person) => person.batchId === batchIds[1]],
      [{ week }, (person) => isoWeekOf(person.createdAt) === week],
      [{ from: from.toISOString() }, (person) => person.createdAt >= from],
      [{ to: from.toISOString() }, (person) => person.createdAt < from],
      [
        { tier: 'standard', batch_id: batchIds[0], from: from.toISOString(), to: to.toISOString(), by: 'week' },
        (person) => person.tier === 'standard' && person.batchId === batchIds[0] && person.createdAt >= from,
      ],
    ];
    for (const [filter, fits] of filters) {
      const expected = people.filter(fits);
      expect(expected.length, JSON.stringify(filter)).toBeGreaterThan(0);
      expect(rounded((await funnel(filter)).overall), JSON.stringify(filter)).toEqual(rounded(plainFunnel(expected)));
    }
  });

  it('agrees with the list of people behind a bar, in every standing and through every filter', async () => {
    const { items: batches } = await platform.call('batches.list', { query: {} });
    const month = new Date(platform.clock.now().getTime() - 20 * 24 * hour).toISOString();
    const narrowed: [object, object][] = [
      [{}, {}],
      [{ tier: 'premium' }, { tier: 'premium' }],
      [{ batch_id: batches[0]?.id }, { batch_id: batches[0]?.id }],
      [{ batch_id: 'none' }, { batch_id: 'none' }],
      [{ from: month }, { signed_up_from: month }],
      [
        { to: month, tier: 'standard' },
        { signed_up_to: month, tier: 'standard' },
      ],
    ];
    const standings = ['reached', 'done', 'waiting', 'left'] as const;
    for (const [asked, listed] of narrowed) {
      const { overall } = await funnel(asked);
      expect(overall.registered, JSON.stringify(asked)).toBeGreaterThan(0);
      for (const bar of overall.steps) {
        for (const standing of standings) {
          const { total } = await platform.call('users.list', {
            query: { ...listed, step: bar.step, standing, limit: 1 },
          });
          expect(total, `${JSON.stringify(asked)} ${bar.step} ${standing}`).toBe(bar[standing]);
        }
      }
      const through = { ...listed, step: 'completed', limit: 1 } as const;
      expect((await platform.call('users.list', { query: through })).total).toBe(overall.completed.part);
    }
  });

  it('refuses a range that ends before it begins, and words it doesn’t know', async () => {
    const day = (number: number) => new Date(Date.UTC(2026, 1, number)).toISOString();
    const refused = [
      { from: day(2), to: day(1) },
      { by: 'company' },
      { week: '2026-W60' },
      { surplus: 'x' },
      { to: '1' },
    ];
    for (const query of refused) {
      const answer = await platform.attempt('onboarding.funnel', { query: query as object });
      expect(answer.problem?.kind, JSON.stringify(query)).toBe('validation');
    }
  });
});

describe('the funnel of very many', () => {
  const minute = 60_000;
  const asked = (query: object = {}, keepFrom = 100) =>
    readFunnel(platform.deps, { by: 'none', max_age_seconds: 300, ...query }, keepFrom);
  const registered = async (query: object = {}) => (await asked(query)).overall.registered;
  const now = () => platform.clock.now().toISOString();

  it('is kept, says of when it is, and is never older than asked for', async () => {
    const before = await asked();
    expect(before.as_of).toBe(now());
    const countedAt = before.as_of;
    await insertPeople([randomPerson(createRandom(7), ['none'])].map((person) => ({ ...person, batchId: null })));
    platform.clock.advance(minute);
    expect(await asked()).toEqual({ ...before, generated_at: now() });
    expect(await asked({ max_age_seconds: 59 })).toMatchObject({
      as_of: now(),
      overall: { registered: before.overall.registered + 1 },
    });
    // Counting anew for somebody served everybody.
    expect((await asked()).as_of).toBe(now());
    platform.clock.advance(5 * minute + 1);
    expect((await asked()).as_of).toBe(now());
    expect(await asked({ max_age_seconds: 0 })).toMatchObject({ as_of: now(), generated_at: now() });
    expect(countedAt < now()).toBe(true);
  });

  it('of one tier, batch or week is a group of what is kept', async () => {
    const { items: batches } = await platform.call('batches.list', { query: {} });
    const groups = {
      tier: [{ tier: 'premium' }, 'premium'],
      batch: [{ batch_id: batches[0]?.id }, batches[0]?.id],
      week: [{ week: isoWeekOf(new Date(platform.clock.now().getTime() - 15 * 24 * hour)) }, null],
    } as const;
    for (const [by, [filter]] of Object.entries(groups)) {
      const direct = await asked({ ...filter, max_age_seconds: 0 });
      await asked({ by, max_age_seconds: 0 });
      await platform.deps.database
        .updateTable('funnel_snapshots')
        .set({ version: 'earlier' })
        .where('by', '<>', by as 'tier')
        .execute();
      platform.clock.advance(1000);
      const kept = await asked(filter);
      expect(kept.as_of < now(), by).toBe(true);
      const dwell = (answer: typeof kept) => answer.overall.steps.map((step) => step.waiting);
      expect([kept.overall.registered, kept.overall.completed, dwell(kept)]).toEqual([
        direct.overall.registered,
        direct.overall.completed,
        dwell(direct),
      ]);
      expect([kept.groups, kept.groups_total]).toEqual([direct.groups, direct.groups_total]);
    }
    const [none] = [await asked({ batch_id: 'none', max_age_seconds: 0 })];
    await asked({ by: 'batch', max_age_seconds: 0 });
    platform.clock.advance(1000);
    const kept = await asked({ batch_id: 'none' });
    expect([kept.as_of < now(), kept.overall.registered]).toEqual([true, none.overall.registered]);
  });

  it('through more than one filter, of a cohort, of few people or by another version is counted', async () => {
    for (const by of ['none', 'tier', 'batch', 'week']) await asked({ by, max_age_seconds: 0 });
    platform.clock.advance(1000);
    expect((await asked({ tier: 'premium', week: '2026-W05' })).as_of).toBe(now());
    expect((await asked({ tier: 'premium', by: 'week' })).as_of).toBe(now());
    expect((await asked({ cohort_id: randomUUID() })).as_of).toBe(now());
    expect((await asked()).as_of < now()).toBe(true);
    await platform.deps.database.updateTable('funnel_snapshots').set({ version: 'earlier' }).execute();
    const few = await asked({}, 1_000_000);
    platform.clock.advance(1000);
    expect((await asked({}, 1_000_000)).as_of).toBe(now());
    expect(few.overall.registered).toBe(await registered());
  });

  it('is counted anew by a job while somebody looks', async () => {
    await platform.deps.database.deleteFrom('funnel_snapshots').execute();
    await asked();
    const kept = async () =>
      (
        await platform.deps.database.selectFrom('funnel_snapshots').select('as_of').executeTakeFirst()
      )?.as_of.toISOString();
    const first = now();
    platform.clock.advance(50_000);
    await platform.runJobs();
    expect(await kept()).toBe(first);
    platform.clock.advance(10_000);
    await platform.runJobs();
    const second = now();
    expect(await kept()).toBe(second);
    // Somebody looks again ten minutes later, so it goes on; then nobody does.
    platform.clock.advance(10 * minute);
    await platform.runJobs();
    expect((await asked()).as_of).toBe(now());
    platform.clock.advance(14 * minute);
    await platform.runJobs();
    const last = now();
    expect(await kept()).toBe(last);
    platform.clock.advance(14 * minute);
    await platform.runJobs();
    expect(await kept()).toBe(last);
    // Counting that takes long is done more rarely.
    await asked();
    await platform.deps.database.updateTable('funnel_snapshots').set({ took_milliseconds: 20_000 }).execute();
    const slow = now();
    platform.clock.advance(190_000);
    await platform.runJobs();
    expect(await kept()).toBe(slow);
    platform.clock.advance(10_000);
    await platform.runJobs();
    expect(await kept()).toBe(now());
  });
});

describe('who is stuck', () => {
  it('has been at a step for more than a day and three times the median, longest first', async () => {
    const now = platform.clock.now();
    const { database } = platform.deps;
    await database.deleteFrom('onboarding_steps').execute();
    await database.deleteFrom('onboarding').execute();
    const ago = (hours: number) => new Date(now.getTime() - hours * hour);
    const person = (begun: number, ...tookHours: number[]): Person => {
      let since = ago(begun);
      const done = tookHours.flatMap((took, index) => {
        const [step, start] = [order[index], since];
        since = new Date(since.getTime() + took * hour);
        return step ? [{ step, at: since, since: start }] : [];
      });
      return { id: randomUUID(), tier: 'standard', state: 'active', batchId: null, createdAt: ago(begun), done };
    };
    // The median of profile is 20 hours, so more than 60 is far too long there; that of welcome one, so a day is.
    const passed = [person(300, 1, 10, 1), person(300, 1, 20, 1), person(300, 1, 30, 1)];
    const atProfile = [person(200, 1), person(101, 1), person(62, 1)];
    const notYet = [person(60, 1), person(23)];
    const atWelcome = [person(25), person(24.5)];
    const gone = [person(200, 1), person(200)].map((each) => ({ ...each, state: 'suspended' as const }));
    // Nobody did api_key yet: there is nothing to compare with.
    const everybody = [...passed, ...atProfile, ...notYet, ...atWelcome, ...gone];
    await insertPeople(everybody);
    await database
      .insertInto('sign_ins')
      .values([
        {
          id: randomUUID(),
          user_id: atProfile[0]?.id ?? '',
          at: ago(150),
          outcome: 'failed',
          two_step: false,
          reason: 'totp_wrong',
        },
        {
          id: randomUUID(),
          user_id: atProfile[1]?.id ?? '',
          at: ago(150),
          outcome: 'failed',
          two_step: false,
          reason: 'wrong_password',
        },
      ])
      .execute();
    const stuck = (query: object) => platform.call('onboarding.stuck', { query }, { as: 'support' });
    const { items, total } = await stuck({});
    expect(items.map(({ user }) => user.id)).toEqual([...atProfile, ...atWelcome].map(({ id }) => id));
    expect(total).toBe(5);
    expect(items[0]).toMatchObject({
      step: 'profile',
      dwell_seconds: 199 * 3600,
      median_seconds: 20 * 3600,
      passed: 3,
      rank: 1,
      stuck_the_same_way: 3,
      last_error: { source: 'sign_in', at: ago(150).toISOString(), reason: 'totp_wrong' },
    });
    expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3, 1, 2]);
    expect(items.map(({ stuck_the_same_way: same }) => same)).toEqual([3, 3, 3, 2, 2]);
    // What failed before they came to the step didn't stop them at it.
    expect(items[1]?.last_error).toBeNull();

    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await stuck({ limit: 2, sort: 'dwell', ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map(({ user }) => user.id));
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(items.map(({ user }) => user.id).reverse());
    expect(await stuck({ step: 'welcome' })).toMatchObject({ total: 2, items: [{ rank: 1 }, { rank: 2 }] });
    expect(await stuck({ step: 'api_key' })).toMatchObject({ total: 0, items: [] });
    expect(await stuck({ tier: 'premium' })).toMatchObject({ total: 0, items: [] });
    const [first, second] = atProfile;
    expect(await stuck({ user_id: second?.id })).toMatchObject({
      total: 1,
      items: [{ rank: 2, stuck_the_same_way: 3 }],
    });
    expect(await stuck({ user_id: notYet[0]?.id })).toMatchObject({ total: 0, items: [] });
    const range = { from: ago(201).toISOString(), to: ago(199).toISOString() };
    expect((await stuck(range)).items.map(({ user }) => user.id)).toEqual([first?.id]);
    const backwards = await platform.attempt('onboarding.stuck', { query: { from: range.to, to: range.from } });
    expect(backwards.problem?.kind).toBe('validation');
  });
});
