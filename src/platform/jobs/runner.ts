import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { PlatformDeps } from '#platform/deps.ts';
import { Turns } from './turns.ts';

/** Work that goes on beside requests. Every node runs every job; an advisory lock lets one at a time do it. */
export interface Job {
  name: string;
  /** Milliseconds between two looks when nobody woke it. */
  everyMilliseconds: number;
  /** It goes by the clock alone: nothing that anybody does gives it work that can't wait. */
  timed?: true;
  /** Does what there is to do in short transactions. Returns true when there may be more right away. */
  run(deps: PlatformDeps): Promise<boolean>;
}

export interface JobRunner {
  start(): void;
  /** Runs all jobs now that don't go by the clock alone, soon after the caller's transaction. */
  wake(): void;
  /** Waits for what is running and starts nothing more. */
  stop(): Promise<void>;
}

/**
 * On PostgreSQL a job needs two connections, one that holds its lock and one to work with. All jobs at once would take
 * every connection for their locks and wait for each other.
 */
const jobsAtOnce = 4;

export function createJobRunner(deps: PlatformDeps, jobs: readonly Job[]): JobRunner {
  let stopped = false;
  const turns = new Turns(deps.databaseKind === 'postgres' ? jobsAtOnce : jobs.length);
  const loops: { job: Job; wake: () => void; done: Promise<void> }[] = [];

  const loop = (job: Job) => {
    let wakeUp: () => void = () => undefined;
    const pending = { woken: false };
    const wake = () => {
      pending.woken = true;
      wakeUp();
    };
    const pause = () =>
      new Promise<void>((resolve) => {
        if (pending.woken || stopped) return resolve();
        const timer = setTimeout(resolve, job.everyMilliseconds);
        timer.unref();
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const run = async () => {
      while (!stopped) {
        pending.woken = false;
        let more = false;
        try {
          more = await turns.take(async () => !stopped && (await runLocked(deps, job)));
        } catch (error) {
          deps.log.error('job_failed', {
            job: job.name,
            message: error instanceof Error ? error.message : String(error),
          });
        }
        // The embedded store answers without waiting for anything outside, so a job that goes on would leave no turn to requests.
        if (more) await setImmediate();
        else await pause();
      }
    };
    return { job, wake, done: run() };
  };

  return {
    start: () => {
      for (const job of jobs) loops.push(loop(job));
    },
    wake: () => {
      for (const entry of loops) if (!entry.job.timed) entry.wake();
    },
    stop: async () => {
      stopped = true;
      for (const entry of loops) entry.wake();
      await Promise.all(loops.map((entry) => entry.done));
    },
  };
}

/**
 * Runs a job if no other node is at it. The lock belongs to a transaction that is open as long as the job runs (the
 * job's own work has transactions of its own), so a node that dies gives it back at once. On the embedded store there
 * is one process and one connection: no lock is needed.
 */
export async function runLocked(deps: PlatformDeps, job: Job): Promise<boolean> {
  if (deps.databaseKind === 'pglite') return job.run(deps);
  return deps.database.transaction().execute(async (holder) => {
    const { rows } = await sql<{
      locked: boolean;
    }>`select pg_try_advisory_xact_lock(hashtext(${`gatehouse:${job.name}`})) as locked`.execute(holder);
    return rows[0]?.locked === true && (await job.run(deps));
  });
}
