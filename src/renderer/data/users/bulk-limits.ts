import type { AnswerOf } from '#contract/operations.ts';
import type { CallErrorKind } from '#renderer/data/call-failure.ts';

/** One person of a bulk action. */
export type BulkRow = AnswerOf<'users.bulk.rows'>['items'][number];

/** Most people that one order may name one by one (the contract's number, said here without loading its schemas). */
export const maximumIds = 1000;
/** Most people whom the filters of one order may match. */
export const maximumMatching = 20_000;

/** Refusals that the same order only meets again, whatever else is done meanwhile. */
const final: ReadonlySet<CallErrorKind> = new Set(['forbidden', 'not_found', 'validation']);

/** True where a refused row may pass later: the state that stood in the way can be changed. */
export function canBeRetried({ problem }: Pick<BulkRow, 'problem'>): boolean {
  return problem !== null && !final.has(problem.kind);
}
