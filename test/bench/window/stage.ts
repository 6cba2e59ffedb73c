import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fillDirectory } from '#test/support/many-invitations.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';
import { electronExecutable, emptyWindow, repository, type WindowLaunch } from './open-window.ts';

export const admin = { email: 'bench.admin@example.com', password: 'Correct-horse-7-battery' };

/** What every row with a window needs: the built console and a platform with rows. */
export interface Stage {
  executable: string;
  platform: RunningPlatform;
  /** The console; its user data stay over launches, so that caches are warm and the session is restored. */
  console: WindowLaunch;
  empty: WindowLaunch;
  end(): Promise<void>;
}

/**
 * Starts a platform that holds so many invitations, or what another filler puts into its directory. The build, display
 * and keychain come from `npm run bench`.
 */
export async function setStage(count: number, fill = fillDirectory): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const data = join(directory, 'platform');
  await fill(data, count);
  const platform = await startPlatform({ admin, data });
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  return {
    executable: await electronExecutable(),
    platform,
    console: {
      application: repository,
      environment: {
        ...environment,
        GATEHOUSE_USER_DATA: join(directory, 'console'),
        GATEHOUSE_KEYCHAIN_SERVICE: `Gatehouse bench ${randomUUID()}`,
      },
    },
    empty: { application: emptyWindow, environment: { ...environment, BENCH_USER_DATA: join(directory, 'empty') } },
    end: async () => {
      await platform.stop();
      // Chromium's last helpers may still be writing.
      await delay(500);
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
