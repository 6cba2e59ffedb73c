import type { AnswerOf } from '#contract/operations.ts';

/** One person of a bulk action. */
export type BulkRow = AnswerOf<'users.bulk.rows'>['items'][number];

/** Most people that one order may name one by one (the contract's number, said here without loading its schemas). */
export const maximumIds = 1000;
/** Most people whom the filters of one order may match. */
export const maximumMatching = 20_000;
