import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Processes that carry a marker in their environment, whoever their parent is by now. */
async function markedProcesses(marker: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const carriers = ids.map(async (id) => {
    const environment = await readFile(`/proc/${id}/environ`, 'latin1').catch(() => '');
    return environment.includes(marker) ? [Number(id)] : [];
  });
  return (await Promise.all(carriers)).flat();
}

/** Whether a killed process can do nothing any more: its first thread may be gone while others still finish a call. */
async function hasEnded(id: number): Promise<boolean> {
  const threads = await readdir(`/proc/${id}/task`).catch(() => []);
  const status = await readFile(`/proc/${id}/stat`, 'latin1').catch(() => '');
  return threads.length <= 1 && (status === '' || /\) [ZX] /.test(status));
}

/** Ends all of them at once and returns when none is left. */
export async function killMarked(marker: string): Promise<void> {
  const killed = new Set<number>();
  for (;;) {
    for (const id of await markedProcesses(marker)) {
      killed.add(id);
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It ended between the listing and the signal.
      }
    }
    for (const id of killed) if (await hasEnded(id)) killed.delete(id);
    if (killed.size === 0) return;
    await delay(10);
  }
}

/** Ends a process group at once, the processes whose environment can't be read included. */
export function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
