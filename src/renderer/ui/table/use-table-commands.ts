import { useCommands, useCommandsToCome } from '#renderer/ui/commands/use-commands.ts';

export interface TableCommands {
  /** Moves the active row and takes the focus, wherever it was. */
  move(key: 'j' | 'k'): void;
  toggle(): void;
  open(): void;
  close(): void;
}

/** What there is to move through. */
interface Shown {
  selectable: boolean;
  /** Until the first rows are there, keys wait for them. */
  loaded: boolean;
}

const group = 'In a table';

/**
 * The keys of a table where the focus is elsewhere on the screen; inside the grid they are handled by the grid
 * itself. Also what the `?` help says of tables.
 */
export function useTableCommands(commands: TableCommands, { selectable, loaded }: Shown): void {
  useCommandsToCome(!loaded);
  const of = (id: string, keys: string, label: string, run: () => void) => ({
    id: `table.${id}`,
    group,
    keys,
    label,
    unlisted: true,
    run,
  });
  const offered = [
    of('next', 'j', 'Next row (or the arrow down)', () => commands.move('j')),
    of('previous', 'k', 'Previous row (or the arrow up)', () => commands.move('k')),
    of('open', 'enter', 'Open the row', commands.open),
    ...(selectable
      ? [of('select', 'x', 'Select the row (Shift with a click or an arrow: a range)', commands.toggle)]
      : []),
    of('close', 'escape', 'Close what is open', commands.close),
  ];
  useCommands(loaded ? offered : offered.slice(-1));
}
