import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import type { RowSelection } from './selection.ts';
import classes from './selection-bar.module.css';

/** What the clipboard takes; above it the file is the way. */
const clipboardLimit = 5_000_000;

export interface SelectionAction<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** True where it takes something away. */
  readonly danger: boolean;
  /** Why it can't be done to any of the selected; it is shown all the same. */
  readonly why?: string | undefined;
}

interface SelectionBarProps<Row, Name extends string> {
  /** What is selected: "Selected people". */
  label: string;
  selection: RowSelection<Row>;
  actions: readonly SelectionAction<Name>[];
  onAct: (name: Name) => void;
  /** The selected rows as a table; null where they are not at hand. */
  csv: ((rows: readonly Row[]) => string) | null;
  /** Before the actions: selecting more. */
  children?: ReactNode;
}

/** Beside the count of a table while rows are selected: what can be done with them. */
export function SelectionBar<Row, Name extends string>(props: SelectionBarProps<Row, Name>) {
  const { label, selection, actions, onAct, csv, children } = props;
  const { selected, clear } = selection;
  if (selected.size === 0) return null;
  const copy = async (toCsv: (rows: readonly Row[]) => string) => {
    const text = toCsv([...selected.values()]);
    if (text.length > clipboardLimit) {
      toastDone('That is too much for the clipboard: use Export CSV instead');
      return;
    }
    await copyText(text);
    toastDone(`${formatQuantity(selected.size, 'row')} copied as CSV`);
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label={label}>
      {children}
      {actions.map(({ name, label: words, danger, why }) => (
        <Button
          key={name}
          size="compact-xs"
          {...(danger ? { color: 'red', variant: 'light' } : { variant: 'default' })}
          // Still reachable, so that keyboard and screen reader learn the reason as well.
          {...(why === undefined
            ? {}
            : { 'data-disabled': true, 'aria-disabled': true, title: why, 'aria-description': why })}
          onClick={() => {
            if (why === undefined) onAct(name);
          }}
        >
          {words}
        </Button>
      ))}
      {csv === null ? null : (
        <Button size="compact-xs" variant="default" onClick={() => void copy(csv)}>
          Copy as CSV
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={clear}>
        Clear
      </Button>
    </div>
  );
}
