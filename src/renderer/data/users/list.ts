import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { InputOf } from '#contract/operations.ts';
import type { UserListRow } from '#contract/users.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { prefetchKeysetList, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { narrowsUsers } from './narrows.ts';

/** What the list of people is asked with, without page and cursor. */
export type UserQuery = Omit<NonNullable<InputOf<'users.list'>['query']>, 'limit' | 'cursor'>;

/** People come, go and work while somebody looks. */
const listInterval = 15_000;

/** Everybody who matches, as rows by index. */
export function useUsers(query: UserQuery): RowSource<UserListRow> {
  return useKeysetList('users.list', { query }, { every: listInterval, narrows: narrowsUsers });
}

/** Asks for people before the list is drawn that will show them; it then finds the question already on its way. */
export function useAskForUsers(): (query: UserQuery) => void {
  const client = useQueryClient();
  return useCallback((query) => void prefetchKeysetList(client, 'users.list', { query }), [client]);
}

export interface UserCounts {
  members: number;
  staff: number;
  /** Of both. */
  suspended: number;
}

const countsQuery = queryOptions({
  queryKey: ['users', 'counts'],
  queryFn: async ({ signal }): Promise<UserCounts> => {
    const count = async (query: UserQuery) =>
      (await callOperation('users.list', { query: { ...query, limit: 1 } }, { signal })).total;
    const [members, staff, suspended] = await Promise.all([
      count({ role: 'member', state: 'not_deleted' }),
      count({ role: 'staff', state: 'not_deleted' }),
      count({ state: 'suspended' }),
    ]);
    return { members, staff, suspended };
  },
  refetchInterval: 30_000,
});

/** How many people there are, whatever the list is filtered by. */
export function useUserCounts() {
  return useQuery(countsQuery);
}
