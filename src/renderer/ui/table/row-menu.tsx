import { Menu } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { IconDots } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import type { Column } from './column.ts';
import classes from './row-menu.module.css';

interface Asked<Row> {
  row: Row;
  /** Where on screen: one menu serves every row, so that rows stay cheap to draw. */
  left: number;
  top: number;
  /** Under the dots at the edge of the table it opens to the left, under the pointer to the right. */
  position: 'bottom-start' | 'bottom-end';
}

/** With its first picture: by its own timer, keys pressed before would still move through the rows, or be undone by it. */
const focusFirst = (menu: HTMLElement | null) =>
  menu?.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')?.focus({ preventScroll: true });

interface RowMenuOptions<Row> {
  /** What a person calls the row. Outside the component, like the columns. */
  nameOf: (row: Row) => string;
  /** Width of the table below which there is no room for it. */
  from?: number;
  /** The entries for a row. */
  entries: (row: Row) => ReactNode;
}

/** The "…" of each row: a column for the table, and the one menu that it, a right press or the menu key opens. */
export function useRowMenu<Row>({ nameOf, from, entries }: RowMenuOptions<Row>) {
  const [asked, setAsked] = useState<Asked<Row> | null>(null);
  const before = useRef<Element | null>(null);
  const open = useCallback((next: Asked<Row>) => {
    before.current = document.activeElement;
    setAsked(next);
  }, []);
  const openAt = useCallback(
    (row: Row, left: number, top: number) => open({ row, left, top, position: 'bottom-start' }),
    [open],
  );
  const close = () => {
    setAsked(null);
    // The menu is gone at once, so it can't give the keyboard back itself.
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  const leaveByTab = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return;
    event.preventDefault();
    close();
  };
  const column = useMemo<Column<Row>>(
    () => ({
      id: 'menu',
      header: 'Actions',
      hideHeader: true,
      width: 40,
      ...(from === undefined ? {} : { from }),
      cell: (row) => (
        <button
          type="button"
          className={classes.dots}
          // The grid is one stop for the keyboard; Enter opens the details, where every action is a button.
          tabIndex={-1}
          aria-label={`Actions for ${nameOf(row)}`}
          aria-haspopup="menu"
          onClick={(event) => {
            event.stopPropagation();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            open({ row, left, top: bottom, position: 'bottom-end' });
          }}
        >
          <IconDots size={15} aria-hidden />
        </button>
      ),
    }),
    [nameOf, from, open],
  );
  const menu =
    asked === null ? null : (
      // A menu anew for another place: one that is open stays where it was.
      <Menu
        key={`${asked.left} ${asked.top}`}
        opened
        onClose={close}
        position={asked.position}
        withinPortal
        trapFocus={false}
      >
        <Menu.Target>
          <span className={classes.spot} style={{ left: asked.left, top: asked.top }} />
        </Menu.Target>
        <Menu.Dropdown ref={focusFirst} aria-label={`Actions for ${nameOf(asked.row)}`} onKeyDown={leaveByTab}>
          {entries(asked.row)}
        </Menu.Dropdown>
      </Menu>
    );
  return { column, menu, openAt };
}

interface RowActionProps {
  label: string;
  /** Why it can't be done to this row; it is shown all the same. */
  why?: string | undefined;
  /** True where it takes something away. */
  danger?: boolean;
  onAsk: () => void;
}

/** An entry that opens a dialog. */
export function RowAction({ label, why, danger = false, onAsk }: RowActionProps) {
  return (
    <Menu.Item
      disabled={why !== undefined}
      {...(why === undefined ? {} : { title: why })}
      {...(danger ? { color: 'red' } : {})}
      onClick={onAsk}
    >
      {label}…
    </Menu.Item>
  );
}

/** An entry that copies a text, and says so in the given words. */
export function RowCopy({ label, text, done }: { label: string; text: string; done: string }) {
  const copy = async () => {
    await copyText(text);
    toastDone(done);
  };
  return <Menu.Item onClick={() => void copy()}>{label}</Menu.Item>;
}
