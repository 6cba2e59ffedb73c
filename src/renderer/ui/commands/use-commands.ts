import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { type Command, CommandRegistry, matchStroke } from './registry.ts';

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

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  );
}

/** Runs commands by their keys. Mounted once, by the shell. */
export function useCommandKeys(): void {
  useEffect(() => {
    let pending: string | null = null;
    let forget = 0;
    // Asked before anybody else has seen the key: the Escape that closes a dialog must not go on to the screen behind it.
    let behindDialog = false;
    const onCapture = () => {
      behindDialog = document.querySelector('[aria-modal="true"], dialog[open]') !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const found = matchStroke(
        commandRegistry.all(),
        {
          key: event.key,
          mod: event.ctrlKey || event.metaKey,
          shift: event.shiftKey,
          alt: event.altKey,
          // Behind an open dialog no plain key reaches the screen.
          typing: isTyping(event.target) || behindDialog,
        },
        pending,
      );
      pending = found.pending;
      window.clearTimeout(forget);
      if (pending !== null) forget = window.setTimeout(() => (pending = null), 1000);
      if (found.command === null) return;
      event.preventDefault();
      found.command.run();
    };
    window.addEventListener('keydown', onCapture, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onCapture, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
