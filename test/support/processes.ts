import { readdir, readFile } from 'node:fs/promises';

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

/** Ends all of them at once and returns when none is left. */
export async function killMarked(marker: string): Promise<void> {
  for (let left = await markedProcesses(marker); left.length > 0; left = await markedProcesses(marker)) {
    for (const id of left) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It ended between the listing and the signal.
      }
    }
  }
}
