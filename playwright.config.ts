import { defineConfig } from 'playwright/test';

// Every worker reads this file, and takes the desktop that was started for it.
const desktops = JSON.parse(process.env.GATEHOUSE_E2E_DESKTOPS ?? '[]') as Record<string, string>[];
Object.assign(process.env, desktops[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]);

/** Those that wait for minutes to pass begin first, so that the others fill the time, and none is left to wait alone. */
const long = /(every-screen|health|live-operations|live-proxies|onboarding)\.test\.ts$/;

/**
 * End-to-end tests drive the built console on real Electron. Start them with `npm run e2e`, which builds, finds the
 * runtime and provides a display and a keychain.
 */
export default defineConfig({
  testDir: 'test/e2e',
  projects: [
    { name: 'long', testMatch: long },
    { name: 'short', testIgnore: long },
  ],
  outputDir: 'test-results/e2e',
  // No retries: a test that passes only sometimes is a failing test.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reportSlowTests: null,
  reporter: [['list'], ['json', { outputFile: process.env.GATEHOUSE_E2E_REPORT ?? 'test-results/e2e.json' }]],
});
