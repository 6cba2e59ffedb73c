import type { Cohort } from '#contract/cohorts.ts';
import { maximumCohortPeople } from '#contract/cohorts.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { matchingIds } from '#platform/users/user-list-repository.ts';
import { readSearch } from '#platform/users/user-search-repository.ts';
import { membersAmong } from './repository.ts';

export type PeopleSelection = HandlerInputOf<'cohorts.create'>['body']['people'];

/** People who were chosen, in order, and what may be remembered of how. */
export interface ChosenPeople {
  ids: string[];
  filters: Cohort['filters'];
  searched: boolean;
}

/**
 * Who is meant, settled at once. Members only; those whose data was erased are nobody any more.
 *
 * @throws ProblemError `validation` for an id of no member, `conflict` when others match than the caller was shown,
 *   `state_conflict` for nobody or too many
 */
export async function choosePeople(
  deps: Pick<PlatformDeps, 'keys'>,
  executor: Executor,
  selection: PeopleSelection,
): Promise<ChosenPeople> {
  if ('ids' in selection) {
    return { ids: await knownMembers(executor, selection.ids), filters: null, searched: false };
  }
  const { q, ...filters } = selection.all_matching;
  const search = q?.trim() ? await readSearch(executor, deps.keys, q) : null;
  const found = await matchingIds(executor, filters, search, maximumCohortPeople + 1);
  refuseOtherCount(found.length, selection.expected_count);
  if (found.length > maximumCohortPeople) {
    throw stateConflict(
      `More than ${maximumCohortPeople} people match, which is the most that one cohort or nudge takes. Narrow it by tier, batch or week.`,
    );
  }
  const ids = await membersAmong(executor, found);
  if (ids.length === 0) throw stateConflict('No member matches.');
  return { ids, filters, searched: search !== null };
}

async function knownMembers(executor: Executor, wanted: readonly string[]): Promise<string[]> {
  const ids = [...new Set(wanted)];
  const known = new Set(await membersAmong(executor, ids));
  const errors = wanted.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `people.ids.${index}`, message: 'No member has this id' }],
  );
  if (errors.length > 0) {
    throw new ProblemError(
      'validation',
      `${errors.length} of the ${wanted.length} ids belong to no member. Nothing was saved or sent.`,
      { errors: errors.slice(0, 50) },
    );
  }
  return ids;
}

function refuseOtherCount(found: number, expected: number | undefined): void {
  if (expected === undefined || expected === found) return;
  const now = found > maximumCohortPeople ? `more than ${maximumCohortPeople}` : String(found);
  throw new ProblemError(
    'conflict',
    `The list said ${expected} people match; by now it is ${now}. Nothing was saved or sent; look at the list again, then decide.`,
  );
}

function stateConflict(detail: string): ProblemError {
  return new ProblemError('state_conflict', `${detail} Nothing was saved or sent.`);
}
