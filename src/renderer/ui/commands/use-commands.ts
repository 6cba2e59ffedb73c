import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { type Command, CommandRegistry } from './registry.ts';

/** The one registry: palette, `?` help and key presses all read it. */
export const commandRegistry = new CommandRegistry();

/**
 * Offers commands while the component is shown. What they do may change with every render;
 * ids, labels and keys are compared by value.
 */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const shape = JSON.stringify(commands.map(({ run, ...rest }) => rest));
  // With what is drawn, not after it: the key of a row works as soon as the key before it has led to the row.
  useLayoutEffect(() => {
    const known = JSON.parse(shape) as Omit<Command, 'run'>[];
    return commandRegistry.add(
      known.map((command, index) => ({ ...command, run: () => latest.current[index]?.run() })),
    );
  }, [shape]);
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(commandRegistry.subscribe, commandRegistry.all);
}

/**
 * Keys that nobody knows wait while something loads, for the commands that come with it. Pictures of what loads say so
 * by themselves.
 */
export function useCommandsToCome(loading: boolean): void {
  useLayoutEffect(() => (loading ? commandRegistry.expect() : undefined), [loading]);
}
