import type { Role } from '#contract/common.ts';
import type { UserState } from '#contract/users.ts';
import type { Executor } from '#platform/db/open.ts';

/** A session with its user, as every request checks them. */
export interface SessionWithUser {
  id: string;
  expires_at: Date;
  revoked_at: Date | null;
  last_seen_at: Date;
  user_id: string;
  email: string;
  full_name: string;
  role: Role;
  state: UserState;
}

export function findSession(executor: Executor, sessionId: string): Promise<SessionWithUser | undefined> {
  return executor
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.expires_at',
      'sessions.revoked_at',
      'sessions.last_seen_at',
      'users.id as user_id',
      'users.email',
      'users.full_name',
      'users.role',
      'users.state',
    ])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
}
