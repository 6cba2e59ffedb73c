import { Link } from '@tanstack/react-router';
import type { AuditEntry } from '#contract/audit.ts';
import links from '#renderer/ui/text/link.module.css';
import { subjectName, subjectPlace } from './words.ts';

/** What an entry is about, as a link where the console has a place for it. */
export function Subject({ entry }: { entry: AuditEntry }) {
  const name = subjectName(entry);
  const place = subjectPlace(entry);
  if (place === null) return <span title={name}>{name}</span>;
  return (
    <Link
      className={links.link}
      to={place.to}
      search={place.search ?? {}}
      title={name}
      onClick={(event) => event.stopPropagation()}
    >
      {name}
    </Link>
  );
}
