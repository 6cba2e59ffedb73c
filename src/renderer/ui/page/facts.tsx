import { createContext, type ReactNode, useContext } from 'react';
import classes from './facts.module.css';

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values in two columns, as in every detail panel. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
    </dl>
  );
}

/** The level of the titles below: under the `h1` of a page, or under the `h2` of a detail panel. */
export const PartTitle = createContext<'h2' | 'h3'>('h2');

/** A titled part of a detail panel, or of the same details as a page. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  const Title = useContext(PartTitle);
  return (
    <section className={classes.section}>
      <Title className={classes.title}>{title}</Title>
      {children}
    </section>
  );
}
