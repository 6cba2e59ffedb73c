import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IngestAnswer } from '#contract/ingest.ts';
import { storeUsage } from '#platform/ingest/usage-repository.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { purgeJob } from '#platform/users/purge-job.ts';
import { openGateway, requestEvent, usageEvent } from '#test/support/gateway.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { createRandom } from '#test/support/random-input.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
});
afterAll(() => platform.close());

it('two nodes take the same events in any order while people are erased: nothing fails, nothing counts twice, nothing of the erased stays', async () => {
  const { database } = platform.deps;
  const people: string[] = [];
  for (let index = 0; index < 12; index += 1) people.push((await registerMember(platform)).id);
  const leaving = people.slice(0, 6);
  for (const id of leaving) await platform.call('users.delete', { params: { id }, query: {} });
  platform.clock.advance(30 * 86_400_000);
  const gateway = await openGateway(platform);
  const random = createRandom(60);
  const someone = () => people[random.below(people.length)] ?? '';
  const at = () => new Date(platform.clock.now().getTime() - random.below(5 * 86_400_000)).toISOString();
  const usage = Array.from({ length: 400 }, () => usageEvent(someone(), { at: at() }));
  const requests = Array.from({ length: 400 }, () =>
    requestEvent({ at: at(), user_id: random.chance(0.3) ? null : someone() }),
  );
  const nodes = [platform.app, platform.secondNode()];
  const report = async (index: number): Promise<IngestAnswer> => {
    const [kind, events] = index % 2 === 0 ? (['usage', usage] as const) : (['requests', requests] as const);
    const some = [...events].sort(() => random.next() - 0.5).slice(0, 250);
    const answer = await nodes[index % 3 === 0 ? 0 : 1]?.request(`/api/ingest/${kind}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events: some }),
    });
    expect(answer?.status).toBe(200);
    return (await answer?.json()) as IngestAnswer;
  };
  const erase = async () => {
    while (await runLocked(platform.deps, purgeJob));
  };
  const answers: IngestAnswer[] = [];
  await Promise.all([...Array.from({ length: 24 }, async (_, index) => answers.push(await report(index))), erase()]);
  // The rest, so that every event came at least once, and then what the jobs still find.
  for (const kind of ['usage', 'requests'] as const) {
    answers.push(await gateway.report(kind, kind === 'usage' ? usage : requests));
  }
  await erase();
  await platform.runJobs();

  const of = async (table: string) =>
    (await sql<{ user_id: string }>`select distinct user_id from ${sql.table(table)}`.execute(database)).rows.map(
      (row) => row.user_id,
    );
  for (const table of ['usage_events', 'request_events', 'usage_days', 'request_days']) {
    const left = await of(table);
    for (const id of leaving) expect(left, table).not.toContain(id);
  }
  const accepted = answers.reduce((sum, answer) => sum + answer.accepted, 0);
  const { rows } = await sql<{ summed: number; wrong: number }>`
    select (select sum(calls) from usage_days) + (select sum(requests) from request_days) as summed,
      (select count(*) from (
        (select user_id, count(*) as n, sum(cost_usd_micros) as cost from usage_events group by user_id)
        except
        (select user_id, sum(calls), sum(cost_usd_micros) from usage_days group by user_id)
      ) as differences) as wrong`.execute(database);
  expect(rows[0]).toEqual({ summed: accepted, wrong: 0 });
});

it('the same thousand events, each time in another order, wait for each other and never both at once', async () => {
  const { id } = await registerMember(platform);
  const random = createRandom(61);
  const at = platform.clock.now().toISOString();
  const { database } = platform.deps;
  for (let round = 0; round < 4; round += 1) {
    const events = Array.from({ length: 1000 }, (_, place) => ({ place, event: usageEvent(id, { at }) }));
    const shuffled = Array.from({ length: 8 }, () => [...events].sort(() => random.next() - 0.5));
    // Straight to the store, as from nodes that have a processor each: they meet in the middle of their work.
    const untaken = await Promise.all(shuffled.map((judged) => storeUsage(database, judged)));
    expect(untaken.reduce((sum, some) => sum + some.length, 0)).toBe(7000);
  }
  const { models } = await platform.call('users.usage', { params: { id }, query: {} });
  expect(models.calls).toBe(4000);
});
