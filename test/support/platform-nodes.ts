import { createTestDatabase, type TestDatabase } from './database.ts';
import { testPassword } from './platform.ts';
import { type RunningPlatform, startPlatform } from './platform-process.ts';

export interface PlatformNodes {
  readonly store: TestDatabase;
  readonly admin: { email: string; password: string };
  /** Starts one more process on the same store. */
  start(): Promise<RunningPlatform>;
  /** Kills all of them and removes the store. */
  end(): Promise<void>;
}

/** Real platform processes that share one PostgreSQL. */
export async function openPlatformNodes(): Promise<PlatformNodes> {
  const store = await createTestDatabase();
  const admin = { email: 'admin@example.test', password: testPassword };
  const nodes: RunningPlatform[] = [];
  const environment = {
    DATABASE_URL: store.url ?? '',
    // Of all nodes the same, or they could not read each other's tokens.
    GATEHOUSE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return {
    store,
    admin,
    start: async () => {
      const node = await startPlatform({ admin, environment });
      nodes.push(node);
      return node;
    },
    end: async () => {
      for (const node of nodes) await node.stop('SIGKILL');
      await store.close();
    },
  };
}
