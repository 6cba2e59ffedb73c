import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type ProblemKind, problemKindOf, problemKinds, problemSchema } from '#contract/problems.ts';
import { openGateway } from '#test/support/gateway.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type Identity, type TestPlatform, testPassword } from '#test/support/platform.ts';
import { createRandom, type Random, randomInput, randomJunk } from '#test/support/random-input.ts';

/** Another one: `GATEHOUSE_FUZZ_SEED=7 GATEHOUSE_FUZZ_ROUNDS=200`. */
const seed = Number(process.env.GATEHOUSE_FUZZ_SEED ?? 20_260_302);
const rounds = Number(process.env.GATEHOUSE_FUZZ_ROUNDS ?? 12);

let platform: TestPlatform;
let known: [string, ...string[]];
let member: Identity;
let ingestKey: string;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
  known = await someContent();
  // Now: later some other test may have taken all the seats away.
  member = await registerMember(platform);
  // Another one: what is tried on them must not end the caller.
  known.push((await registerMember(platform)).id);
  ingestKey = (await openGateway(platform)).key;
});
afterAll(() => platform.close());

/** One of everything, and the ids, addresses, codes and cursors by which it can be asked for. */
async function someContent(): Promise<[string, ...string[]]> {
  const ada = await platform.call('invitations.generate', { body: { email: 'ada@example.org', tier: 'premium' } });
  const bob = await platform.call('invitations.generate', { body: { email: 'bob@example.org', tier: 'standard' } });
  const rows = [
    { email: 'carl@example.org', tier: 'standard' },
    { email: 'cleo@example.org', tier: 'enterprise' },
  ];
  const batch = await platform.call('batches.create', { body: { name: 'First wave', rows } }, { as: 'ops' });
  const submitted = await platform.call('batches.submit', { params: { id: batch.id } }, { as: 'ops' });
  const { id: memberId } = await registerMember(platform);
  const people = { ids: [memberId] };
  await platform.deps.database
    .updateTable('users')
    .set({ email_verified_at: platform.clock.now() })
    .where('id', '=', memberId)
    .execute();
  const cohort = await platform.call('cohorts.create', { body: { name: 'A cohort', people } });
  const nudge = await platform.call('nudges.create', { body: { people, step: 'welcome', message: 'x' } });
  const services = [{ name: 'api', downtime: true }];
  const incident = await platform.call('incidents.declare', { body: { title: 'x', severity: 'P2', services } });
  const mails = await platform.call('outbox.list', { query: { limit: 1 } });
  const users = await platform.call('users.list', { query: { limit: 1 } });
  const invitations = await platform.call('invitations.list', { query: { limit: 1 } });
  return [
    ada.id,
    bob.id,
    batch.id,
    memberId,
    cohort.id,
    nudge.id,
    incident.id,
    mails.items[0]?.id ?? '',
    users.items[0]?.id ?? '',
    users.next_cursor ?? '',
    mails.next_cursor ?? '',
    invitations.next_cursor ?? '',
    ada.code,
    ada.code.toUpperCase().replaceAll('-', ' '),
    submitted.plan_hash,
    ada.email,
    'admin@example.test',
    testPassword,
    '123456',
    'email,tier\ndora@example.org,premium\n',
    'a reason',
    '2026-03-02T08:59:00.000Z',
    '00000000-0000-4000-8000-000000000001',
  ];
}

interface Sent {
  path: string;
  init: { method: string; headers: Record<string, string>; body?: string };
}

function randomRequest(operation: Operation, random: Random): Sent {
  const params = operation.params ? asFields(randomInput(operation.params, random, known)) : {};
  const query = operation.query ? asFields(randomInput(operation.query, random, known)) : {};
  const filled = operation.path.replace(/\{(\w+)\}/g, (_slot, name: string) => segment(params[name] ?? '-'));
  const search = new URLSearchParams(Object.entries(query)).toString();
  const headers: Record<string, string> = {};
  if (random.chance(0.2)) headers['idempotency-key'] = random.pick(['one', 'two', 'x'.repeat(300), ' ', '"\\']);
  const path = search ? `${filled}?${search}` : filled;
  if (!operation.body) return { path, init: { method: operation.method, headers } };
  headers['content-type'] = random.chance(0.97) ? 'application/json' : 'text/plain';
  const value = random.chance(0.1) ? randomJunk(random) : randomInput(operation.body, random, known);
  const text = JSON.stringify(value);
  const body = random.chance(0.04) ? text.slice(0, random.below(text.length + 1)) : text;
  return { path, init: { method: operation.method, headers, body } };
}

/** What a query string can carry of a value. */
function asFields(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      typeof field === 'object' ? JSON.stringify(field) : String(field),
    ]),
  );
}

/** One segment, with lone surrogates replaced: dots and slashes would lead elsewhere before the platform sees them. */
function segment(text: string): string {
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  return /^\.*$/.test(encoded) ? '-' : encoded;
}

/** What any operation may answer beside its own problems. */
const always: readonly ProblemKind[] = ['validation', 'rate_limited'];
const whenSignedIn: readonly ProblemKind[] = ['unauthenticated', 'forbidden'];
const whenBody: readonly ProblemKind[] = ['malformed', 'unsupported_media_type', 'payload_too_large'];

/** An admin; a member where no member of staff may ask. */
async function callerOf({ permission }: Operation): Promise<Identity> {
  const membersOnly = Array.isArray(permission) && !permission.includes('admin');
  return membersOnly ? member : platform.staff('admin');
}

/** What is wrong with an answer; null where nothing is. */
async function faultOf(operation: Operation, answer: Response): Promise<string | null> {
  if (answer.status === operation.status && operation.events) {
    // It has no end; what comes of it is tried elsewhere.
    await answer.body?.cancel();
    return answer.headers.get('content-type') === 'text/event-stream' ? null : 'is no stream';
  }
  const text = await answer.text();
  if (answer.status >= 500) return `${answer.status} ${text}`;
  if (answer.status === operation.status && operation.file) {
    const format = Object.values(operation.file.formats).find(
      ({ contentType }) => contentType === answer.headers.get('content-type'),
    );
    const lines = format?.lines === 'json' ? text.trimEnd().split('\n') : [];
    const bad = lines.find((line) => !format?.line.safeParse(JSON.parse(line)).success);
    return format && bad === undefined ? null : `breaks the contract: ${bad ?? answer.headers.get('content-type')}`;
  }
  if (answer.status === operation.status && operation.response) {
    const parsed = operation.response.safeParse(text === '' ? null : JSON.parse(text));
    return parsed.success ? null : `breaks the contract: ${z.prettifyError(parsed.error)}`;
  }
  if (answer.headers.get('content-type') !== 'application/problem+json')
    return `${answer.status} is no problem: ${text}`;
  const problem = problemSchema.parse(JSON.parse(text));
  const kind = problemKindOf(problem);
  const allowed = [
    ...operation.problems,
    ...always,
    ...(operation.permission === 'public' ? [] : whenSignedIn),
    ...(operation.body ? whenBody : []),
  ];
  if (problem.status !== answer.status || problemKinds[kind].status !== answer.status)
    return `status and kind differ: ${text}`;
  if (problem.request_id !== answer.headers.get('x-request-id')) return `another request's id: ${text}`;
  return allowed.includes(kind) ? null : `${kind} is not among the problems of this operation: ${text}`;
}

it.each((operations as readonly Operation[]).map((operation, index) => [operation.id, operation, index] as const))(
  '%s answers anything with its contract or a problem',
  async (id, operation, index) => {
    const random = createRandom(seed + index);
    const faults: string[] = [];
    const logged = platform.log.length;
    const caller = await callerOf(operation);
    for (let round = 0; round < rounds; round += 1) {
      const { path, init } = randomRequest(operation, random);
      // A third as nobody. Signing out, or changing the own account, must not make nobodies of the rest.
      const identity = round % 3 === 2 ? null : await platform.signIn(caller.id);
      const token = operation.permission === 'ingest_key' ? ingestKey : identity?.accessToken;
      if (identity) init.headers.authorization = `Bearer ${token}`;
      // An address of its own for each: the limits are tried elsewhere.
      const answer = await platform.request(path, init, `2001:db8::${index}:${round}`);
      const fault = await faultOf(operation, answer);
      const { authorization: _secret, ...headers } = init.headers;
      if (fault) faults.push(`${init.method} ${path} ${JSON.stringify(headers)} ${init.body ?? ''}\n  ${fault}`);
    }
    expect(faults, `${id}, seed ${seed + index}`).toEqual([]);
    expect(platform.log.slice(logged).filter((line) => /answer_breaks_contract|request_failed/.test(line))).toEqual([]);
  },
);
