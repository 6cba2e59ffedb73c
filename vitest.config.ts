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
    projects: [
      {
        plugins: [react()],
        test: { name: 'unit', include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'] },
      },
      {
        test: {
          name: 'pglite',
          include: ['test/integration/**/*.test.ts'],
          exclude: ['test/integration/**/*.postgres.test.ts'],
          env: { GATEHOUSE_TEST_DATABASE: 'pglite' },
          globalSetup: ['test/support/prepared-store.ts'],
          setupFiles: ['test/support/end-stores.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/integration/**/*.test.ts'],
          exclude: ['test/integration/**/*.pglite.test.ts'],
          // No balancer stands before the platforms of the tests: they need not wait for one when they stop.
          env: { GATEHOUSE_TEST_DATABASE: 'postgres', GATEHOUSE_DRAIN_SECONDS: '0' },
          globalSetup: ['test/support/postgres-server.ts'],
          setupFiles: ['test/support/end-stores.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
