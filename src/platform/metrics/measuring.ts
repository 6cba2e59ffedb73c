import { setTimeout } from 'node:timers/promises';
import type { PlatformDeps } from '#platform/deps.ts';
import { createFlush, flushMilliseconds } from './flush.ts';
import { noteNode } from './point-repository.ts';
import { createSampler } from './sampler.ts';
import { stretchOf } from './series.ts';

/** Timers come up to a millisecond early, which would make two rounds of one. */
const marginMilliseconds = 20;
const patienceMilliseconds = 3000;

export interface Measuring {
  /** Writes what is left and ends. The database must still be open. */
  stop(): Promise<void>;
}

/** Samples and writes at the end of every stretch of ten seconds, until it is stopped. Every node does it for itself. */
export function startMeasuring(deps: PlatformDeps, dataDirectory: string): Measuring {
  // What it took to open the store and bring it in order says nothing about how it runs.
  deps.meter.drain();
  const sampler = createSampler(deps, dataDirectory);
  const flush = createFlush(deps);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  // Said at once, so that nobody reads for ten seconds that no node runs; every round says it again.
  let running: Promise<void> = noteNode(deps.database, deps.meter.node, deps.clock.now()).catch(() => undefined);
  const stretchNow = () => stretchOf(deps.clock.now().getTime(), 10);
  /** The stretch that what is being measured belongs to. */
  let current = stretchNow();
  deps.live.measureWith(() => ({ at: current, measured: [...sampler.peek(), ...deps.meter.peek()] }));

  const round = async () => {
    // A database or a disk that hangs must not keep what was measured from being counted to its time.
    await Promise.race([sampler.sample(), setTimeout(patienceMilliseconds, undefined, { ref: false })]);
    const written = flush.run();
    // By now it has taken what was measured until here; what follows is of the next.
    current = stretchNow();
    await written;
  };
  const plan = () => {
    if (stopped) return;
    const wait = flushMilliseconds - (deps.clock.now().getTime() % flushMilliseconds) + marginMilliseconds;
    timer = globalThis.setTimeout(() => {
      running = round().finally(plan);
    }, wait);
    timer.unref();
  };
  plan();

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      sampler.stop();
      await running;
      await flush.run();
    },
  };
}
