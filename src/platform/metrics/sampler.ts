import { statfs } from 'node:fs/promises';
import { cpus, freemem, totalmem } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PlatformDeps } from '#platform/deps.ts';
import { readDatabaseState } from './database-state-repository.ts';
import { createMeter, type Measured, type Meter } from './meter.ts';

export interface Sampler {
  /** Reads every gauge once. What can't be read is left out. */
  sample(): Promise<void>;
  /** What the machine did since then, as it would be sampled now; cheap enough for a few times a second. */
  peek(): Measured[];
  stop(): void;
}

/** Milliseconds between two looks at whether the event loop is on time. */
const lagResolution = 50;

/** Looks at what is there to be looked at: processors, memory, event loop, disk and database. */
export function createSampler(deps: Pick<PlatformDeps, 'database' | 'meter'>, dataDirectory: string): Sampler {
  const { meter } = deps;
  const lag = monitorEventLoopDelay({ resolution: lagResolution });
  lag.enable();
  let processors = processorTimes();
  let blocks: { hit: number; read: number } | null = null;

  const lookAtMachine = (into: Pick<Meter, 'observe'>) => {
    const now = processorTimes();
    const total = now.total - processors.total;
    if (total > 0) into.observe('cpu.share', '', Math.min(1, Math.max(0, (now.busy - processors.busy) / total)));
    const memory = totalmem();
    if (memory > 0) into.observe('memory.share', '', 1 - freemem() / memory);
    into.observe('process.memory_bytes', '', process.memoryUsage.rss());
    for (const late of latenessOf(lag)) into.observe('event_loop.lag_ms', '', late);
    return now;
  };

  const sampleMachine = () => {
    processors = lookAtMachine(meter);
    lag.reset();
  };

  const sampleDisk = async () => {
    const disk = await statfs(dataDirectory);
    const used = disk.blocks - disk.bfree;
    // As `df` says it: what only the administrator may fill isn't there for us.
    if (used + disk.bavail > 0) meter.observe('disk.share', '', used / (used + disk.bavail));
  };

  const sampleDatabase = async () => {
    const state = await readDatabaseState(deps.database);
    if (!state) return;
    if (state.connections > 0) meter.observe('database.connections', '', state.connections);
    meter.observe('database.size_bytes', '', state.size);
    const before = blocks;
    blocks = { hit: state.hit, read: state.read };
    const [hit, read] = before ? [state.hit - before.hit, state.read - before.read] : [0, 0];
    // Counters that went back were reset; without a look at a block there is no share of hits.
    if (hit >= 0 && read >= 0 && hit + read > 0) meter.observe('database.hit_share', '', hit / (hit + read));
  };

  return {
    sample: async () => {
      sampleMachine();
      await Promise.allSettled([sampleDisk(), sampleDatabase()]);
    },
    peek: () => {
      const looked = createMeter(meter.node.startedAt, meter.node.name);
      lookAtMachine(looked);
      return looked.drain();
    },
    stop: () => lag.disable(),
  };
}

function processorTimes(): { busy: number; total: number } {
  let [busy, total] = [0, 0];
  for (const { times } of cpus()) {
    const active = times.user + times.nice + times.sys + times.irq;
    busy += active;
    total += active + times.idle;
  }
  return { busy, total };
}

/** How late the loop was at each look, from the little that the recorder tells: its percentiles. */
function latenessOf(lag: ReturnType<typeof monitorEventLoopDelay>): number[] {
  const late: number[] = [];
  let before = 0;
  for (const [percentile, nanoseconds] of [...lag.percentiles].sort(([a], [b]) => a - b)) {
    const looks = Math.round((percentile / 100) * lag.count);
    const milliseconds = Math.max(0, nanoseconds / 1e6 - lagResolution);
    for (; before < looks; before += 1) late.push(milliseconds);
  }
  return late;
}
