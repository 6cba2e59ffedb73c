import { useCallback, useMemo, useState } from 'react';
import type { UserListRow } from '#contract/users.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type RowSelection, type Selected, useOnOtherList, useRowSelection } from '#renderer/ui/table/selection.ts';

/** Everybody who matches, loaded or not: has every id, and holds no rows. */
class Everybody extends Map<string, UserListRow> {
  readonly #size: number;

  constructor(size: number) {
    super();
    this.#size = size;
  }

  override get size(): number {
    return this.#size;
  }

  override has(): boolean {
    return true;
  }
}

export interface UserSelection extends RowSelection<UserListRow> {
  /** True: everybody whom the filters match, also those who were never loaded. */
  readonly all: boolean;
  selectAll(): void;
}

/**
 * The selection of the list: people one by one, or all who match without loading them. Leaving somebody out of all
 * leaves the loaded ones selected, because "all but these" is nothing that the platform could be asked for.
 */
export function useUserSelection(rows: RowSource<UserListRow>): UserSelection {
  const some = useRowSelection<UserListRow>(rows.identity);
  const [allOf, setAllOf] = useState<string | null>(null);
  const all = allOf === rows.identity && rows.total !== null && rows.total > 0;
  const total = rows.total ?? 0;

  const everybody = useMemo<Selected<UserListRow>>(() => new Everybody(total), [total]);
  const clear = useCallback(() => {
    setAllOf(null);
    some.clear();
  }, [some.clear]);
  useOnOtherList(rows.identity, clear);
  const set = useCallback(
    (changed: readonly (readonly [string, UserListRow])[], on: boolean) => {
      if (!all) return some.set(changed, on);
      if (on) return;
      setAllOf(null);
      some.clear();
      some.set(loaded(rows), true);
      some.set(changed, false);
    },
    [all, rows, some.clear, some.set],
  );
  const toggle = useCallback(
    (id: string, row: UserListRow) => (all ? set([[id, row]], false) : some.toggle(id, row)),
    [all, set, some.toggle],
  );
  const selectAll = useCallback(() => {
    some.clear();
    setAllOf(rows.identity);
  }, [rows.identity, some.clear]);
  const selected = all ? everybody : some.selected;
  return useMemo(
    () => ({ selected, toggle, set, clear, all, selectAll }),
    [selected, toggle, set, clear, all, selectAll],
  );
}

function loaded(rows: RowSource<UserListRow>): [string, UserListRow][] {
  const found: [string, UserListRow][] = [];
  for (let index = 0; index < (rows.total ?? 0); index += 1) {
    const row = rows.rowAt(index);
    if (row !== undefined) found.push([row.id, row]);
  }
  return found;
}
