import { readdir, readFile } from 'node:fs/promises';

/**
 * What tells this process from every other that has or will ever have its number: the start of the machine and the
 * moment after it at which the process began. Null where the system doesn't tell.
 */
export async function processMark(pid: number): Promise<string | null> {
  const status = await readStatus(pid);
  return status && markOf(status);
}

/**
 * Whether the process still runs. The number alone doesn't say: a dead process keeps it until its parent has asked for
 * it, and after a restart of the machine somebody else has it.
 *
 * @param mark what `processMark` said while it ran, where that is known
 */
export async function isRunning(pid: number, mark?: string | null): Promise<boolean> {
  if (!answersSignals(pid)) return false;
  const status = await readStatus(pid);
  // Not Linux, or a process that isn't shown to us: then all that is known is that the number is taken.
  if (!status) return true;
  if (/^[ZX]$/.test(status.state) && (await threadsOf(pid)) <= 1) return false;
  const found = await markOf(status);
  return !mark || !found || mark === found;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Status {
  state: string;
  /** Ticks since the machine started. */
  started: string;
}

async function readStatus(pid: number): Promise<Status | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The second field is the program's name in brackets, in which anything may stand, brackets and spaces too.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state && started ? { state, started } : null;
}

async function markOf({ started }: Status): Promise<string | null> {
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => '')).trim();
  return boot ? `${boot}/${started}` : null;
}

/** A killed process lists as dead while threads of it still finish a call, which may be a write to the store. */
async function threadsOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/task`).catch(() => [])).length;
}
