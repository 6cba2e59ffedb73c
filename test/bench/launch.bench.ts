import { measurePairs, type Pairs } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';
import { memoryOf } from './window/memory.ts';
import { openWindow, paintedAt } from './window/open-window.ts';
import { keepSession } from './window/signed-in.ts';
import { type Stage, setStage } from './window/stage.ts';

/** Chromium writes its code cache on the second load and uses it from the third on. */
const warmUp = 3;
const pairs = 15;
const memoryPairs = 5;
const settle = 3000;
const idle = 10_000;
const invitations = 500;
/** Opens the list itself, as a link to it does. */
const toList = ['gatehouse://open/invitations'];

async function launchEmpty({ executable, empty }: Stage): Promise<number> {
  const window = await openWindow(executable, empty, settle);
  const painted = await paintedAt(window.page, 'painted');
  await window.close();
  return painted - window.spawnedAt;
}

/** One launch gives both times: the shell, then the first rows. */
async function launchConsole({ executable, console }: Stage): Promise<{ shell: number; rows: number }> {
  const window = await openWindow(executable, { ...console, parameters: toList }, settle);
  const shell = await paintedAt(window.page, 'shell');
  const rows = await paintedAt(window.page, 'rows');
  await window.close();
  return { shell: shell - window.spawnedAt, rows: rows - window.spawnedAt };
}

async function measureLaunches(stage: Stage): Promise<{ shell: Pairs; rows: Pairs }> {
  const rows: number[] = [];
  const shell = await measurePairs({
    pairs,
    warmUp,
    subject: async () => {
      const times = await launchConsole(stage);
      rows.push(times.rows);
      return times.shell;
    },
    yardstick: () => launchEmpty(stage),
  });
  return { shell, rows: { subject: rows.slice(-pairs), yardstick: shell.yardstick } };
}

function measureMemory(stage: Stage): Promise<Pairs> {
  const measure = async (launch: Stage['console']) => {
    const window = await openWindow(stage.executable, launch, idle);
    const bytes = await memoryOf(window.process.pid ?? 0);
    await window.close();
    return bytes / 2 ** 20;
  };
  return measurePairs({
    pairs: memoryPairs,
    subject: () => measure({ ...stage.console, parameters: toList }),
    yardstick: () => measure(stage.empty),
  });
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const stage = await setStage(invitations);
  try {
    await keepSession(stage);
    report(`launching ${warmUp + pairs} times each`);
    const { shell, rows } = await measureLaunches(stage);
    report('measuring idle memory');
    const memory = process.platform === 'linux' ? await measureMemory(stage) : null;
    const yardstick = 'an empty window of the same Electron';
    return [
      {
        name: 'spawn to painted shell',
        subject: 'navigation painted, session restored from the keychain',
        yardstick,
        unit: 'ms',
        better: 'lower',
        limit: 1.3,
        goal: 1.12,
        pairs: shell,
      },
      {
        name: 'spawn to first rows',
        subject: `list of ${invitations} invitations painted, from a platform on this machine`,
        yardstick,
        unit: 'ms',
        better: 'lower',
        limit: 1.8,
        goal: 1.4,
        pairs: rows,
      },
      {
        name: 'idle memory',
        subject: 'sum of PSS ten seconds after opening the list',
        yardstick,
        unit: 'MiB',
        better: 'lower',
        limit: 1.4,
        goal: 1.2,
        pairs: memory,
        ...(memory === null ? { note: 'PSS is known on Linux only.' } : {}),
      },
    ];
  } finally {
    await stage.end();
  }
}

export const bench: Bench = { name: 'launch', run };
