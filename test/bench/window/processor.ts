import { readFile } from 'node:fs/promises';
import { processTree } from './memory.ts';

/** The kernel counts in hundredths of a second. */
const ticksPerSecond = 100;

/** Seconds of processor time that a process and everything it started have taken so far. */
export async function processorTimeOf(root: number): Promise<number> {
  let ticks = 0;
  for (const pid of await processTree(root)) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold spaces; user and system time are the 12th and 13th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }
  return ticks / ticksPerSecond;
}
