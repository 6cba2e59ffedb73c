import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { auditAlarmSchema, keptHeadSchema } from '#bridge/audit-watch.ts';
import type { Notice } from '#bridge/channels.ts';
import { chainStart } from '#shared/audit/chain.ts';

const recordSchema = z.object({
  /** What was verified at one address says nothing about another. */
  address: z.string(),
  kept: keptHeadSchema.nullable(),
  trail: z.array(keptHeadSchema),
  public_key: z.string().nullable(),
  patrol: z.object({ sequence: z.number().int(), hash: z.string() }),
  tolerated: z.array(z.string()),
  whole_at: z.string().nullable(),
  alarms: z.array(auditAlarmSchema),
});
/** What is kept of one profile's audit log. */
export type WatchRecord = z.infer<typeof recordSchema>;

const fileSchema = z.object({ version: z.literal(1), profiles: z.record(z.string(), recordSchema) });

export function newRecord(address: string): WatchRecord {
  return {
    address,
    kept: null,
    trail: [],
    public_key: null,
    patrol: chainStart,
    tolerated: [],
    whole_at: null,
    alarms: [],
  };
}

/** Keeps the records in one file of their own, replaced as a whole, so that half a write loses nothing. */
export class WatchStore {
  readonly #path: string;
  #profiles: Record<string, WatchRecord>;

  /** @param tell told where the file was damaged: what was kept is then lost, and a person must know */
  constructor(path: string, tell: (notice: Notice) => void) {
    this.#path = path;
    this.#profiles = read(path, tell);
  }

  get(id: string, address: string): WatchRecord {
    const record = this.#profiles[id];
    return record && record.address === address ? record : newRecord(address);
  }

  set(id: string, record: WatchRecord): void {
    this.#write({ ...this.#profiles, [id]: record });
  }

  forget(id: string): void {
    if (!this.#profiles[id]) return;
    const { [id]: _forgotten, ...others } = this.#profiles;
    this.#write(others);
  }

  #write(profiles: Record<string, WatchRecord>): void {
    // In memory first: an alarm that can't be written must still be seen.
    this.#profiles = profiles;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify({ version: 1, profiles }), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }
}

function read(path: string, tell: (notice: Notice) => void): Record<string, WatchRecord> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    tell(damaged(`it can’t be read: ${error instanceof Error ? error.message : String(error)}`));
    return {};
  }
  try {
    return fileSchema.parse(JSON.parse(text)).profiles;
  } catch {
    const aside = `${path}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    renameSync(path, aside);
    tell(damaged(`it was kept as ${aside}`));
    return {};
  }
}

function damaged(what: string): Notice {
  return {
    id: 'audit-watch-damaged',
    level: 'error',
    title: 'What was kept of the audit log is damaged',
    detail: `The file with the verified heads and alarms is not what the console wrote (${what}). The log is checked from the first entry again, but changes made before now can’t be told by what was kept. If you kept a signed head elsewhere, compare it.`,
  };
}
