import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** A table that is locked most of the time, as by somebody who alters it in small steps. */
export interface SlowTable {
  /** Gives the table back, and waits until it is free; once more does nothing. */
  end(): Promise<void>;
}

/**
 * Makes everything slow that reads a table of a real PostgreSQL: it is locked for a while, free for a moment, and locked
 * again. Whoever asks waits as they would for a migration; nothing fails.
 */
export async function slowTable(url: string, table: string, milliseconds: number): Promise<SlowTable> {
  const client = new Client({ connectionString: url });
  await client.connect();
  let ended = false;
  const loop = async () => {
    while (!ended) {
      await client.query('begin');
      await client.query(`lock table ${client.escapeIdentifier(table)} in access exclusive mode`);
      await delay(milliseconds);
      await client.query('commit');
      await delay(milliseconds / 20);
    }
  };
  const running = loop().finally(() => client.end());
  return {
    end: () => {
      ended = true;
      return running;
    },
  };
}
