import { Link } from '@tanstack/react-router';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import classes from './facts.module.css';

/** From a thing to everything that was ever done to it. Nothing for those who may not read the audit log. */
export function AuditLink({ subjectId }: { subjectId: string }) {
  const { user } = useSignedIn();
  if (user.role !== 'admin') return null;
  return (
    <p className={classes.auditLink}>
      <Link to="/audit" search={{ subject_id: subjectId }}>
        Its entries in the audit log
      </Link>
    </p>
  );
}
