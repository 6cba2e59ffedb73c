import type { Executor } from '#platform/db/open.ts';

export interface StoredNode {
  name: string;
  started_at: Date;
  last_at: Date;
}

/** Nodes that measured something since then, those that began first first. */
export async function readNodes(executor: Executor, since: Date): Promise<StoredNode[]> {
  return executor
    .selectFrom('platform_nodes')
    .selectAll()
    .where('last_at', '>=', since)
    .orderBy('started_at')
    .orderBy('name')
    .execute();
}
