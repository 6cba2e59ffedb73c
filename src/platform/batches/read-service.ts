import type { Batch, BatchRow } from '#contract/batches.ts';
import type { Page } from '#contract/common.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { notFound } from '#platform/http/problem.ts';
import { readPolicy } from './decision-repository.ts';
import { presentBatch, presentRow } from './present.ts';
import { listBatches, listRows, readBatch } from './repository.ts';

export async function getBatch(deps: PlatformDeps, id: string): Promise<Batch> {
  const batch = await readBatch(deps.database, id);
  if (!batch) throw notFound('batch');
  return presentBatch(batch, await readPolicy(deps.database));
}

export async function getBatches(
  deps: PlatformDeps,
  query: HandlerInputOf<'batches.list'>['query'],
): Promise<Page<Batch>> {
  const { limit, cursor, sort, ...filters } = query;
  const page = await listBatches(deps.database, filters, { limit, cursor, sort });
  const policy = await readPolicy(deps.database);
  return {
    items: page.rows.map((batch) => presentBatch(batch, policy)),
    next_cursor: page.nextCursor,
    total: page.total,
  };
}

export async function getRows(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'batches.rows'>['query'],
): Promise<Page<BatchRow>> {
  const { limit, cursor, sort, ...filters } = query;
  if (!(await readBatch(deps.database, id))) throw notFound('batch');
  const page = await listRows(deps.database, id, filters, { limit, cursor, sort });
  return { items: page.rows.map(presentRow), next_cursor: page.nextCursor, total: page.total };
}
