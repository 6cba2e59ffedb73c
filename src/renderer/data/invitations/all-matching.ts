import type { Invitation } from '#contract/invitations.ts';
import type { AnswerOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import { type InvitationQuery, maximumRowsAtOnce } from './query.ts';

export interface PageOfAll {
  rows: readonly Invitation[];
  /** How many have come so far, this page included. */
  loaded: number;
  /** How many there will be, as of this page. */
  total: number;
}

/** Every invitation that the filters match, page by page: those on screen and those beyond. */
export async function* allMatching(query: InvitationQuery, signal: AbortSignal): AsyncGenerator<PageOfAll> {
  let cursor: string | null = null;
  let loaded = 0;
  do {
    const page: AnswerOf<'invitations.list'> = await callOperation(
      'invitations.list',
      { query: { ...query, limit: maximumRowsAtOnce, ...(cursor === null ? {} : { cursor }) } },
      { signal },
    );
    loaded += page.items.length;
    yield { rows: page.items, loaded, total: Math.max(page.total, loaded) };
    cursor = page.items.length === 0 ? null : page.next_cursor;
  } while (cursor !== null);
}
