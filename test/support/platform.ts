import { randomBytes, randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { sql } from 'kysely';
import type { StaffRole } from '#contract/common.ts';
import {
  type AnswerOf,
  findOperation,
  type InputOf,
  type OperationId,
  type ValueOperationId,
} from '#contract/operations.ts';
import { type Problem, type ProblemKind, problemKindOf, problemSchema } from '#contract/problems.ts';
import { createApp } from '#platform/app.ts';
import { createAccessTokens } from '#platform/auth/access-token.ts';
import { hashPassword } from '#platform/auth/password-hash.ts';
import type { Clock, PlatformConfig, PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import { createLogger } from '#platform/http/logger.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { LiveHub } from '#platform/live/live-hub.ts';
import { createMeter } from '#platform/metrics/meter.ts';
import { allJobs } from '#platform/rooms.ts';
import { deriveKeys } from '#platform/security/keys.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
  set(time: Date): void;
}

export function createTestClock(start = new Date('2026-03-02T09:00:00.000Z')): TestClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
    set: (next) => {
      time = next.getTime();
    },
  };
}

/** Somebody who can be signed in as. */
export interface Identity {
  id: string;
  email: string;
  fullName: string;
  role: string;
  sessionId: string;
  accessToken: string;
}

/** What came back, whether it went well or not. */
export interface TestAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body | undefined;
  problem: (Problem & { kind: ProblemKind }) | undefined;
}

/** Thrown by `call` when the platform answered a problem. */
export class TestProblem extends Error {
  override readonly name = 'TestProblem';
  readonly kind: ProblemKind;
  readonly problem: Problem;
  constructor(operationId: string, problem: Problem) {
    super(`${operationId}: ${problem.status} ${problem.title}: ${problem.detail}`);
    this.kind = problemKindOf(problem);
    this.problem = problem;
  }
}

export interface CallOptions {
  /** A role signs in as that role's standing member of staff; null sends no token. Default: admin. */
  as?: StaffRole | Identity | null;
  headers?: Record<string, string>;
  /** Network address the request seems to come from. */
  address?: string;
}

type NoInput = Record<never, never>;
type Arguments<Id extends OperationId> =
  NoInput extends InputOf<Id>
    ? [input?: InputOf<Id>, options?: CallOptions]
    : [input: InputOf<Id>, options?: CallOptions];

export interface TestPlatform {
  deps: PlatformDeps;
  clock: TestClock;
  app: Hono<PlatformEnvironment>;
  database: TestDatabase;
  /** Everything that was logged. */
  log: string[];
  /** Calls an operation and returns its answer; a problem is thrown as TestProblem. */
  call<Id extends ValueOperationId>(id: Id, ...rest: Arguments<Id>): Promise<AnswerOf<Id>>;
  /** Calls an operation and returns whatever came back. */
  attempt<Id extends ValueOperationId>(id: Id, ...rest: Arguments<Id>): Promise<TestAnswer<AnswerOf<Id>>>;
  /** A plain request, for what the typed client refuses to send. */
  request(path: string, init?: RequestInit, address?: string): Promise<Response>;
  /** A new member of staff with a session. Their password is `testPassword`. */
  staff(role: StaffRole, person?: { email?: string; fullName?: string }): Promise<Identity>;
  /** A new session of somebody. */
  signIn(userId: string): Promise<Identity>;
  /** Runs every job until none has anything left to do. */
  runJobs(): Promise<void>;
  /** A second node on the same store: own app, own memory. */
  secondNode(): Hono<PlatformEnvironment>;
  close(): Promise<void>;
}

export interface TestPlatformOptions {
  capacity?: number;
  clock?: TestClock;
  config?: Partial<PlatformConfig>;
}

/** Satisfies every rule for passwords. */
export const testPassword = 'Correct-horse-7-battery';

let testPasswordHash: Promise<string> | undefined;

/** A fresh store and an app over it, with a clock that is moved by hand and jobs that are run by hand. */
export async function createTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const database = await createTestDatabase();
  const clock = options.clock ?? createTestClock();
  const log: string[] = [];
  const base = {
    database: database.database,
    clock,
    log: createLogger((text) => void log.push(...text.split('\n').filter((line) => line !== ''))),
    meter: createMeter(clock.now()),
  };
  const hubs: LiveHub[] = [];
  const openHub = () => {
    const hub = new LiveHub(base, database.notices);
    hubs.push(hub);
    return hub;
  };
  const deps: PlatformDeps = {
    ...base,
    databaseKind: database.kind,
    keys: deriveKeys(randomBytes(32)),
    live: openHub(),
    exporter: null,
    config: {
      version: '0.0.0-test',
      publicUrl: 'https://beta.example.test',
      smtpUrl: null,
      mailFrom: 'Gatehouse <beta@example.test>',
      trustProxy: false,
      corsOrigins: [],
      webhookPrivate: false,
      rehearsal: false,
      probes: [],
      ...options.config,
    },
    lifecycle: { startedAt: clock.now(), draining: false, listeningUrl: null },
    wakeJobs: () => undefined,
  };
  if (options.capacity !== undefined) {
    await sql`update seats set capacity = ${options.capacity} where id = 1`.execute(deps.database);
  }
  const app = createApp(deps);
  const tokens = createAccessTokens(deps);
  const standing = new Map<StaffRole, Promise<Identity>>();

  const signIn = async (userId: string): Promise<Identity> => {
    const user = await deps.database.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow();
    const now = clock.now();
    const sessionId = randomUUID();
    await deps.database
      .insertInto('sessions')
      .values({
        id: sessionId,
        user_id: userId,
        device: 'test',
        user_agent: null,
        address: '192.0.2.1',
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + 7 * 86_400_000),
        revoked_at: null,
        revoked_reason: null,
      })
      .execute();
    const accessToken = await tokens.sign({ userId, sessionId });
    return { id: userId, email: user.email, fullName: user.full_name, role: user.role, sessionId, accessToken };
  };

  const staff: TestPlatform['staff'] = async (role, person = {}) => {
    const id = randomUUID();
    const now = clock.now();
    testPasswordHash ??= hashPassword(testPassword);
    await deps.database
      .insertInto('users')
      .values({
        id,
        email: person.email ?? `${role}.${id.slice(0, 8)}@example.test`,
        username: null,
        full_name: person.fullName ?? `${role[0]?.toUpperCase()}${role.slice(1)} ${id.slice(0, 4)}`,
        company: null,
        role,
        password_hash: await testPasswordHash,
        email_verified_at: now,
        totp_secret_encrypted: null,
        totp_enabled_at: null,
        totp_last_step: null,
        beta_tier: null,
        beta_activated_at: null,
        created_at: now,
        updated_at: now,
        last_seen_at: null,
        deleted_at: null,
      })
      .execute();
    return signIn(id);
  };

  const identityOf = async (as: CallOptions['as'] = 'admin'): Promise<Identity | null> => {
    if (as === null || typeof as === 'object') return as;
    const known = standing.get(as) ?? staff(as, { email: `${as}@example.test` });
    standing.set(as, known);
    const identity = await known;
    // The access token of a standing member of staff must outlive the moves of the clock.
    const accessToken = await tokens.sign({ userId: identity.id, sessionId: identity.sessionId });
    await deps.database
      .updateTable('sessions')
      .set({ expires_at: new Date(clock.now().getTime() + 7 * 86_400_000) })
      .where('id', '=', identity.sessionId)
      .where('expires_at', '<', new Date(clock.now().getTime() + 86_400_000))
      .execute();
    return { ...identity, accessToken };
  };

  const request: TestPlatform['request'] = async (path, init, address = '192.0.2.1') =>
    app.request(path, init, { incoming: { socket: { remoteAddress: address } } });

  const attempt = async (id: OperationId, input: CallParts = {}, callOptions: CallOptions = {}) => {
    const { path, init } = requestOf(id, input);
    const identity = await identityOf(callOptions.as);
    const headers: Record<string, string> = { ...init.headers, ...callOptions.headers };
    if (identity) headers.authorization = `Bearer ${identity.accessToken}`;
    const response = await request(path, { ...init, headers }, callOptions.address);
    const text = await response.text();
    const value: unknown = text === '' ? null : JSON.parse(text);
    const good = response.status < 400;
    const problem = good ? undefined : problemSchema.parse(value);
    return {
      status: response.status,
      headers: response.headers,
      body: good ? value : undefined,
      problem: problem && { ...problem, kind: problemKindOf(problem) },
    };
  };

  const call = async (id: OperationId, input?: CallParts, callOptions?: CallOptions) => {
    const answer = await attempt(id, input, callOptions);
    if (answer.problem) throw new TestProblem(id, answer.problem);
    return answer.body;
  };

  return {
    deps,
    clock,
    app,
    database,
    log,
    call: call as TestPlatform['call'],
    attempt: attempt as TestPlatform['attempt'],
    request,
    staff,
    signIn,
    runJobs: async () => {
      for (let round = 0; round < 1000; round += 1) {
        let more = false;
        for (const job of allJobs()) more = (await runLocked(deps, job)) || more;
        if (!more) return;
      }
      throw new Error('The jobs never come to an end.');
    },
    secondNode: () => createApp({ ...deps, live: openHub() }),
    close: async () => {
      for (const hub of hubs) await hub.stop();
      await database.close();
    },
  };
}

interface CallParts {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** The request of an operation, as any client would make it from the table. */
function requestOf(
  id: OperationId,
  input: CallParts,
): { path: string; init: { method: string; headers: Record<string, string>; body?: string } } {
  const operation = findOperation(id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  const params = (input.params ?? {}) as Record<string, unknown>;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined) query.set(name, String(value));
  }
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(params[name])));
  const text = query.size > 0 ? `${path}?${query}` : path;
  if (input.body === undefined) return { path: text, init: { method: operation.method, headers: {} } };
  return {
    path: text,
    init: {
      method: operation.method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input.body),
    },
  };
}
