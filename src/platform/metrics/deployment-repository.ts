import { randomUUID } from 'node:crypto';
import type { Executor } from '#platform/db/open.ts';

export interface Deployment {
  version: string;
  at: Date;
  node: string;
  by: string | null;
}

/** Notes that a version is in use. One that was seen before is not noted again, whichever node it was. */
export async function noteDeployment(executor: Executor, { version, at, node, by }: Deployment): Promise<boolean> {
  const noted = await executor
    .insertInto('deployments')
    .values({ id: randomUUID(), version, at, node, deployed_by: by })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .returning('id')
    .execute();
  return noted.length > 0;
}
