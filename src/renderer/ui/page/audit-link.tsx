import { Link } from '@tanstack/react-router';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import classes from './facts.module.css';

/** From a thing to everything that was ever done to it. Nothing for those who may not read the audit log. */
export function AuditLink({
  subjectId,
  label = 'Its entries in the audit log',
}: {
  subjectId: string;
  label?: string;
}) {
  const { user } = useSignedIn();
  if (user.role !== 'admin') return null;
  return (
    <p className={classes.auditLink}>
      <Link to="/audit" search={{ subject_id: subjectId }}>
        {label}
      </Link>
    </p>
  );
}
