import classes from './people.module.css';

/** Who it is: the name, and the address quietly after it. */
export function PersonCell({ person: { full_name: name, email } }: { person: { full_name: string; email: string } }) {
  return (
    <span className={classes.person}>
      <bdi className={classes.name} title={name}>
        {name}
      </bdi>
      <span className={classes.email} title={email}>
        {email}
      </span>
    </span>
  );
}
