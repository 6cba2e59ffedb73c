import { startPostgres } from '#test/support/postgres.ts';

/**
 * Vitest's global set-up of the project `postgres`: one server for all test files, each of which makes its own
 * databases on it. Its address reaches the workers through the environment.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startPostgres();
  process.env.GATEHOUSE_TEST_POSTGRES_URL = server.url;
  return server.stop;
}
