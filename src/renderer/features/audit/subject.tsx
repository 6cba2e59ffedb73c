import { Link } from '@tanstack/react-router';
import type { AuditEntry } from '#contract/audit.ts';
import { AddressText } from '#renderer/ui/text/address-text.tsx';
import links from '#renderer/ui/text/link.module.css';
import { subjectName, subjectPlace } from './words.ts';

/** What an entry is about, as a link where the console has a place for it. */
export function Subject({ entry }: { entry: AuditEntry }) {
  const name = subjectName(entry);
  const place = subjectPlace(entry);
  const words = /^\S+@\S+$/.test(name) ? <AddressText address={name} /> : name;
  if (place === null) return <span title={name}>{words}</span>;
  return (
    <Link
      className={links.link}
      to={place.to}
      search={place.search ?? {}}
      title={name}
      onClick={(event) => event.stopPropagation()}
    >
      {words}
    </Link>
  );
}
