import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import links from '#renderer/ui/text/link.module.css';
import type { Destination } from './destinations.ts';

/** A number or words that lead to the list they count. */
export function CountLink({ opens, children }: { opens: Destination; children: ReactNode }) {
  return (
    <Link className={links.quiet} to={opens.to} search={opens.search as never}>
      {children}
    </Link>
  );
}
