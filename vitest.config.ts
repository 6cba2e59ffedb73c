import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * Three projects: unit tests beside the code, and the integration suite twice, because a rule that
 * holds on one embedded connection proves little about many nodes on PostgreSQL.
 */
export default defineConfig({
  test: {
    // A test that waits leaves its processor to another file; Vitest alone would leave one processor free.
    maxWorkers: '100%',
    // The files of a worker share what they import: to load the platform, or the libraries of the page, anew for each of
    // them takes longer than most tests. So no test may leave anything changed in a module.
    isolate: false,
    // Only reached where what is waited for never comes, also on a machine that does much else.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        plugins: [react()],
        test: { name: 'unit', include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: ['test/integration/**/*.test.ts'],
          exclude: ['test/integration/**/*.postgres.test.ts'],
          env: { GATEHOUSE_TEST_DATABASE: 'pglite' },
          globalSetup: ['test/support/prepared-store.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/integration/**/*.test.ts'],
          exclude: ['test/integration/**/*.pglite.test.ts'],
          // No balancer stands before the platforms of the tests: they need not wait for one when they stop.
          env: { GATEHOUSE_TEST_DATABASE: 'postgres', GATEHOUSE_DRAIN_SECONDS: '0' },
          globalSetup: ['test/support/postgres-server.ts'],
        },
      },
    ],
  },
});
