import { memo } from 'react';
import classes from './person-cell.module.css';

interface PersonCellProps {
  person: { full_name: string; email: string };
  /** What a search found them by, where neither name nor address shows it. */
  found?: string | null;
}

/** Who a row is about: the name, and the address quietly after it. Most are the same with every letter of a search. */
export const PersonCell = memo(function PersonCell({
  person: { full_name: name, email },
  found = null,
}: PersonCellProps) {
  return (
    <span className={classes.person}>
      <bdi className={classes.name} title={name}>
        {name}
      </bdi>
      <span className={classes.email} title={email}>
        {email}
      </span>
      {found === null ? null : (
        <span className={classes.found} title={`Found by: ${found}`}>
          <bdi>{found}</bdi>
        </span>
      )}
    </span>
  );
});
