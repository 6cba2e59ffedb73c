import { useMemo, useRef } from 'react';
import type { Mail } from '#contract/outbox.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';

/**
 * The row of the open mail without asking the platform for it, because asking is opening: as the list has it now, or
 * as it was when it was last in the list. Null for a mail that a link named and no list has shown yet.
 */
export function useKnownMail(rows: RowSource<Mail>, id: string | undefined): Mail | null {
  const last = useRef<Mail | null>(null);
  const found = useMemo(() => (id === undefined ? null : findMail(rows, id)), [rows, id]);
  if (found !== null) last.current = found;
  return last.current?.id === id ? last.current : null;
}

function findMail(rows: RowSource<Mail>, id: string): Mail | null {
  for (let index = 0; index < (rows.total ?? 0); index += 1) {
    const row = rows.rowAt(index);
    if (row?.id === id) return row;
  }
  return null;
}
