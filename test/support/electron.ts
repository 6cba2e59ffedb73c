import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { test as base, expect, type TestInfo } from 'playwright/test';
import { launchConsole, type RunningConsole } from './console.ts';
import { makeDirectory } from './directory.ts';
import { type PlatformOptions, type RunningPlatform, startPlatform } from './platform-process.ts';
import { killMarked } from './processes.ts';

export type { RunningPlatform };
export { expect };

/** What a test may choose about a console that it starts. */
export interface ConsoleOptions {
  /** The user data of an earlier launch, to come back to; by default a new, empty one. */
  userData?: string;
  environment?: Record<string, string>;
  /** Further command line parameters. */
  parameters?: string[];
}

interface Fixtures {
  launchConsole: (options?: ConsoleOptions) => Promise<RunningConsole>;
  startPlatform: (options?: PlatformOptions) => Promise<RunningPlatform>;
}

const failed = (testInfo: TestInfo) => testInfo.status !== testInfo.expectedStatus;

/** Writes the whole log and a picture beside the test's other results, where the report points to them. */
async function keepEvidence(testInfo: TestInfo, name: string, running: RunningConsole): Promise<void> {
  const log = testInfo.outputPath(`${name}.log`);
  await writeFile(log, `${running.log().join('\n')}\n`);
  await testInfo.attach(`${name}.log`, { path: log, contentType: 'text/plain' });
  const path = testInfo.outputPath(`${name}.png`);
  const picture = await running.window.screenshot({ path, timeout: 5000 }).catch(() => undefined);
  if (picture) await testInfo.attach(`${name}.png`, { path, contentType: 'image/png' });
}

/**
 * `launchConsole` starts the built console with its own user data and its own keychain service, as often as a test
 * likes; `startPlatform` starts platforms. Whatever a test started is ended after it, also what it forgot or killed
 * half; if it failed, the logs and a picture of every window are attached.
 */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed
  launchConsole: async ({}, use, testInfo) => {
    const marker = randomUUID();
    const started: RunningConsole[] = [];
    const directories: string[] = [];
    await use(async ({ userData, ...options } = {}) => {
      const directory = userData ?? (await makeDirectory('gatehouse-console-'));
      if (userData === undefined) directories.push(directory);
      const running = await launchConsole({
        ...options,
        userData: directory,
        keychainService: `Gatehouse test ${marker}`,
        logFile: testInfo.outputPath(`console-${started.length + 1}.stdout`),
        marker: `${marker}/${started.length}`,
      });
      started.push(running);
      return running;
    });
    for (const [index, running] of started.entries()) {
      if (failed(testInfo)) await keepEvidence(testInfo, `console-${index + 1}`, running);
      await running.close();
    }
    await killMarked(marker);
    for (const directory of directories) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  startPlatform: async ({}, use, testInfo) => {
    const started: RunningPlatform[] = [];
    await use(async (options) => {
      const platform = await startPlatform(options);
      started.push(platform);
      return platform;
    });
    for (const [index, platform] of started.entries()) {
      if (failed(testInfo)) {
        await testInfo.attach(`platform-${index + 1}.log`, { body: platform.output(), contentType: 'text/plain' });
      }
      await platform.stop();
    }
  },
});
