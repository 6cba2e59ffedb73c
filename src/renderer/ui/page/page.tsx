import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { IconChevronLeft } from '#renderer/ui/icons.ts';
import classes from './page.module.css';
import { ScrollRegion } from './scroll-region.tsx';

export interface PageProps {
  /** The h1; the same words as the link in the navigation. */
  title: string;
  /** The list a detail page belongs to, as the way back. */
  parent?: { to: string; label: string };
  /** Beside the title: the state of what the page is about. */
  badge?: ReactNode;
  /** The one sentence its user came for. Null while it is not known (its line is kept free). */
  answer?: ReactNode;
  /** The primary action and what stands beside it, top right. */
  actions?: ReactNode;
  /** Filters and the like, under the answer. */
  toolbar?: ReactNode;
  /** A DetailPanel, when something is open. */
  panel?: ReactNode;
  /** `fill` gives the whole rest to a table that scrolls by itself; `document` scrolls as a page. */
  layout?: 'document' | 'fill';
  children: ReactNode;
}

/** The frame of every screen: the answer first, then the evidence, then the controls. */
export function Page({
  title,
  parent,
  badge,
  answer,
  actions,
  toolbar,
  panel,
  layout = 'document',
  children,
}: PageProps) {
  useEffect(() => {
    document.title = `${title} – Gatehouse`;
  }, [title]);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.headline}>
          <div className={classes.heading}>
            {parent === undefined ? null : (
              <Link to={parent.to} className={classes.parent}>
                <IconChevronLeft size={14} aria-hidden />
                {parent.label}
              </Link>
            )}
            <div className={classes.titleLine}>
              <h1 className={classes.title} title={title.length > 60 ? title : undefined}>
                {title}
              </h1>
              {badge}
            </div>
            {answer === undefined ? null : <p className={classes.answer}>{answer}</p>}
          </div>
          {actions ? <div className={classes.actions}>{actions}</div> : null}
        </div>
        {toolbar ? <div className={classes.toolbar}>{toolbar}</div> : null}
      </header>
      <div className={classes.columns}>
        {layout === 'fill' ? (
          <div className={classes.body}>{children}</div>
        ) : (
          <ScrollRegion label={title} className={`${classes.body} ${classes.document}`}>
            {children}
          </ScrollRegion>
        )}
        {panel}
      </div>
    </div>
  );
}
