import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createTestPlatform } from '#test/support/platform.ts';

it('a connection that the database ends within a transaction fails that transaction, and nothing else', async () => {
  const platform = await createTestPlatform();
  const { database } = platform.deps;
  const lives = async (pid: number) => {
    const { rows } = await sql`select from pg_stat_activity where pid = ${pid}`.execute(database);
    return rows.length > 0;
  };
  try {
    const lost = database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      const pid = rows[0]?.pid ?? 0;
      // Nothing is asked on the connection when it ends: nobody waits for an answer that could fail.
      await sql`select pg_terminate_backend(${pid}::int)`.execute(database);
      await expect.poll(() => lives(pid)).toBe(false);
      await sql`select 1`.execute(transaction);
    });
    await expect(lost).rejects.toThrow();
    const { rows } = await sql`select 1 as one`.execute(database);
    expect(rows).toEqual([{ one: 1 }]);
  } finally {
    await platform.close();
  }
});
