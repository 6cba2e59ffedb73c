import { randomUUID } from 'node:crypto';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { type BulkRun, maximumBulkRows } from '#contract/user-bulk.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { BulkRunRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { findRun, insertRun, listRows, listRuns } from './bulk-repository.ts';
import { couldPassNow, refusedAction } from './bulk-rules.ts';
import { bulkChunk, workBulkChunk } from './bulk-work.ts';
import { matchingIds } from './user-list-repository.ts';
import { readSearch } from './user-search-repository.ts';

type BulkBody = HandlerInputOf<'users.bulk'>['body'];

/**
 * Settles who is meant, in one transaction. What fits one chunk is done before the answer; more goes on beside it.
 *
 * @throws ProblemError `forbidden`, or `conflict` when other people match than the caller was shown
 */
export async function startBulk(
  deps: PlatformDeps,
  body: BulkBody,
  context: RequestContext,
): Promise<AnswerOf<'users.bulk'>> {
  const actor = requireActor(context);
  const refused = refusedAction(actor.role, body.action);
  if (refused) throw refused;
  const at = deps.clock.now();
  const id = randomUUID();
  const total = await deps.database.transaction().execute(async (transaction) => {
    const userIds = await selectedIds(deps, transaction, body.selection);
    await insertRun(
      transaction,
      {
        id,
        action: body.action,
        tier: body.tier ?? null,
        reason: body.reason,
        actor_id: actor.id,
        request_id: context.requestId,
        created_at: at,
        finished_at: null,
        total: userIds.length,
      },
      userIds,
    );
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: 'bulk.started',
        subjectType: 'bulk_run',
        subjectId: id,
        details: {
          action: body.action,
          rows: userIds.length,
          reason: body.reason,
          ...(body.tier ? { tier: body.tier } : {}),
          ...selectionFacts(body.selection),
        },
      },
    ]);
    return userIds.length;
  });
  if (total <= bulkChunk) await workBulkChunk(deps, id);
  else deps.wakeJobs();
  return readBulk(deps, id, context);
}

async function selectedIds(
  deps: PlatformDeps,
  transaction: Executor,
  selection: BulkBody['selection'],
): Promise<string[]> {
  if ('ids' in selection) return [...new Set(selection.ids)];
  const { q, ...filters } = selection.all_matching;
  const search = q?.trim() ? await readSearch(transaction, deps.keys, q) : null;
  const ids = await matchingIds(transaction, filters, search, maximumBulkRows + 1);
  if (ids.length !== selection.expected_count) {
    const found = ids.length > maximumBulkRows ? `more than ${maximumBulkRows}` : String(ids.length);
    throw new ProblemError(
      'conflict',
      `The list said ${selection.expected_count} people match; by now it is ${found}. Nothing was changed; look at the list again, then decide.`,
    );
  }
  return ids;
}

/** What the audit log keeps of a selection: a search text may be somebody's address, so only that there was one. */
function selectionFacts(selection: BulkBody['selection']): Record<string, unknown> {
  if ('ids' in selection) return {};
  const { q, ...filters } = selection.all_matching;
  return { filters, searched: Boolean(q?.trim()) };
}

export async function readBulk(deps: PlatformDeps, id: string, context: RequestContext): Promise<BulkRun> {
  return runAnswer(await requireRun(deps, id, context));
}

/** Runs that whoever asks began, so that a window finds them again. */
export async function readBulkRuns(
  deps: PlatformDeps,
  query: HandlerInputOf<'users.bulk.list'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.bulk.list'>> {
  const page = await listRuns(deps.database, requireActor(context).id, query.state, query);
  return { items: page.rows.map(runAnswer), next_cursor: page.nextCursor, total: page.total };
}

function runAnswer(run: BulkRunRow): BulkRun {
  return {
    id: run.id,
    action: run.action,
    tier: run.tier,
    reason: run.reason,
    state: run.finished_at ? 'finished' : 'running',
    created_at: run.created_at.toISOString(),
    finished_at: run.finished_at?.toISOString() ?? null,
    rows: run.total,
    waiting: run.total - run.done - run.refused,
    done: run.done,
    refused: run.refused,
  };
}

export async function readBulkRows(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.bulk.rows'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.bulk.rows'>> {
  const run = await requireRun(deps, id, context);
  const changer = requireActor(context);
  const page = await listRows(deps.database, id, query.state, query);
  const items = page.rows.map((row) => ({
    position: row.position,
    user_id: row.user_id,
    full_name: row.full_name ?? '',
    email: row.email ?? '',
    state: row.state,
    problem: row.problem_kind ? { kind: row.problem_kind, detail: row.problem_detail ?? '' } : null,
    retry: row.state === 'refused' && couldPassNow(run, changer, row),
  }));
  return { items, next_cursor: page.nextCursor, total: page.total };
}

/** Somebody's own, or anybody's for an admin. */
async function requireRun(deps: PlatformDeps, id: string, context: RequestContext): Promise<BulkRunRow> {
  const run = await findRun(deps.database, id);
  const actor = requireActor(context);
  if (!run || (run.actor_id !== actor.id && actor.role !== 'admin')) throw notFound('bulk action');
  return run;
}
