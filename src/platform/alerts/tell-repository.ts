import type { Executor } from '#platform/db/open.ts';

/** Whoever may act on an alert: ops and admins whose accounts are active. */
export function peopleToTell(executor: Executor) {
  return executor
    .selectFrom('users')
    .select(['id', 'email', 'full_name'])
    .where('role', 'in', ['ops', 'admin'])
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(200)
    .execute();
}
