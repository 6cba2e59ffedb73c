import type { ReactNode } from 'react';
import classes from './settings.module.css';

/** One section of the settings: heading, a sentence, the controls. */
export function SettingsPart({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <header>
        <h2>{title}</h2>
        {lead ? <p>{lead}</p> : null}
      </header>
      {children}
    </section>
  );
}
