import { Link } from '@tanstack/react-router';
import type { User } from '#contract/users.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import classes from './user.module.css';

/** Who it is beyond the name, in one line: each to be copied by a click, and the way to what was done with the account. */
export function Identity({ user }: { user: User }) {
  const viewer = useSignedIn().user;
  const erased = user.erased_at !== null;
  return (
    <ul className={classes.identity} aria-label="Who it is">
      {erased ? null : (
        <li>
          <CodeText>{user.email}</CodeText>
          {user.email_verified_at === null ? (
            <StatusBadge
              tone="warning"
              label="Not confirmed"
              title="They have not opened the link that confirms this address."
            />
          ) : null}
        </li>
      )}
      {user.username === null ? null : (
        <li title="Username">
          <span className="gh-visually-hidden">Username</span> <bdi>@{user.username}</bdi>
        </li>
      )}
      {user.company === null ? null : (
        <li className={classes.company} title={`Company: ${user.company}`}>
          <span className="gh-visually-hidden">Company</span> <bdi>{user.company}</bdi>
        </li>
      )}
      <li>
        <span className={classes.muted}>Id</span> <CodeText value={user.id}>{user.id.slice(0, 8)}</CodeText>
      </li>
      {viewer.role === 'admin' ? (
        <li>
          <Link className={classes.link} to="/audit" search={auditSearch(user.id) as never}>
            Audit entries
          </Link>
        </li>
      ) : null}
    </ul>
  );
}

/** The Audit screen with what was done with one account. */
export function auditSearch(id: string): Record<string, string> {
  return { subject_type: 'user', subject_id: id };
}
