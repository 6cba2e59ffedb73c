import { CompiledQuery } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import type { SessionWithUser } from './session-repository.ts';

/** Reads sessions as requests need them. */
export interface SessionReader {
  read(sessionId: string): Promise<SessionWithUser | undefined>;
}

/** Written out once: this statement runs at every request, and building it anew costs more than its answer. */
const statement = `
  select sessions.id, sessions.expires_at, sessions.revoked_at, sessions.last_seen_at, users.id as user_id, users.email,
    users.full_name, users.role, users.state
  from sessions join users on users.id = sessions.user_id
  where sessions.id = any($1::uuid[])`;

interface Waiting {
  answer: Promise<SessionWithUser | undefined>;
  resolve(session: SessionWithUser | undefined): void;
  reject(error: unknown): void;
}

/**
 * One statement for all requests that wait. What a request is told was read after it came, so a revoked session is
 * denied on the next request; but while one statement is under way, those that come gather for the one after it.
 */
export function createSessionReader(executor: Executor): SessionReader {
  let gathering = new Map<string, Waiting>();
  let underWay = false;

  async function run(): Promise<void> {
    const present = gathering;
    gathering = new Map();
    try {
      const { rows } = await executor.executeQuery<SessionWithUser>(
        CompiledQuery.raw(statement, [`{${[...present.keys()].join(',')}}`]),
      );
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const [id, waiting] of present) waiting.resolve(found.get(id));
    } catch (error) {
      for (const waiting of present.values()) waiting.reject(error);
    }
  }

  async function runAll(): Promise<void> {
    underWay = true;
    while (gathering.size > 0) await run();
    underWay = false;
  }

  return {
    read: (sessionId) => {
      const known = gathering.get(sessionId);
      if (known) return known.answer;
      const waiting = newWaiting();
      gathering.set(sessionId, waiting);
      if (!underWay) void runAll();
      return waiting.answer;
    },
  };
}

function newWaiting(): Waiting {
  let resolve: Waiting['resolve'] = () => undefined;
  let reject: Waiting['reject'] = () => undefined;
  const answer = new Promise<SessionWithUser | undefined>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { answer, resolve, reject };
}
