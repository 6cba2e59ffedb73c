import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Destination } from './destinations.ts';
import classes from './overview.module.css';

/** A number or words that lead to the list they count. */
export function CountLink({ opens, children }: { opens: Destination; children: ReactNode }) {
  return (
    <Link className={classes.link} to={opens.to} search={opens.search as never}>
      {children}
    </Link>
  );
}
