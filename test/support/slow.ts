import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';

/**
 * How many times slower than this machine the end-to-end tests find theirs: `GATEHOUSE_TEST_SLOWDOWN=6 npm run e2e`. The
 * pages are slowed down, and each answer of a platform comes later, so that what only works on a fast machine shows.
 */
const slowdown = Number(process.env.GATEHOUSE_TEST_SLOWDOWN ?? 1);

/** So much later does a platform answer, for each time that the machine is slower. */
const latencyMilliseconds = 40;

/** Slows down every window of a console. */
export function slowDown(application: ElectronApplication): void {
  if (slowdown === 1) return;
  const slowPage = async (page: Page) => {
    const devtools = await application.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  };
  // A window that is closed at once needs no slowing down.
  application.on('window', (page) => void slowPage(page).catch(() => undefined));
  for (const page of application.windows()) void slowPage(page).catch(() => undefined);
}

/** What Node is told before a platform: nothing on a machine that is as fast as it is. */
export function slowPlatform(): { parameters: string[]; environment: Record<string, string> } {
  if (slowdown === 1) return { parameters: [], environment: {} };
  return {
    parameters: ['--require', join(import.meta.dirname, 'slow-answers.cjs')],
    environment: { GATEHOUSE_TEST_LATENCY: String(slowdown * latencyMilliseconds) },
  };
}
