import type { AnswerOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { pingDatabase } from './health-repository.ts';

const patienceMilliseconds = 2000;

export function health(deps: PlatformDeps): AnswerOf<'monitoring.health'> {
  const uptime = deps.clock.now().getTime() - deps.lifecycle.startedAt.getTime();
  return { status: 'ok', version: deps.config.version, uptime_seconds: Math.max(0, uptime / 1000) };
}

/** @throws ProblemError `unavailable` while draining or when the database doesn't answer in time */
export async function readiness(deps: PlatformDeps): Promise<AnswerOf<'monitoring.ready'>> {
  if (deps.lifecycle.draining) {
    throw new ProblemError(
      'unavailable',
      'This node is stopping and finishes only what it has begun. Try another one.',
    );
  }
  const milliseconds = await timeDatabase(deps);
  if (milliseconds === null) {
    throw new ProblemError('unavailable', 'The database does not answer. Nothing was changed; try again shortly.');
  }
  return { status: 'ready', checks: [{ name: 'database', status: 'up', milliseconds }] };
}

export async function publicSummary(deps: PlatformDeps): Promise<AnswerOf<'monitoring.summary'>> {
  const healthy = !deps.lifecycle.draining && (await timeDatabase(deps)) !== null;
  return {
    status: healthy ? 'healthy' : 'degraded',
    version: deps.config.version,
    time: deps.clock.now().toISOString(),
  };
}

/** What staff has to know of a platform before they rely on it: above all, whether anybody is mailed. */
export function aboutPlatform({ config }: Pick<PlatformDeps, 'config'>): AnswerOf<'monitoring.about'> {
  const { version, smtpUrl, rehearsal } = config;
  return { version, mail: smtpUrl === null ? 'outbox' : 'smtp', rehearsal };
}

/** How long the database took to answer, or null where it didn't. */
async function timeDatabase(deps: PlatformDeps): Promise<number | null> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The database took too long.')), patienceMilliseconds);
  });
  try {
    await Promise.race([pingDatabase(deps.database), impatience]);
    return Math.round((performance.now() - started) * 10) / 10;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
