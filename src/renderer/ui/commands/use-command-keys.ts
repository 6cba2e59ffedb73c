import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { isLeaving } from '#renderer/ui/address/leaving.ts';
import { KeyPresses } from './key-presses.ts';
import type { Stroke } from './registry.ts';
import { commandRegistry } from './use-commands.ts';

/** A menu keeps its keys as a dialog does. */
const openDialog = '[aria-modal="true"], dialog[open], [role="menu"]';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  );
}

/** What Enter presses by itself: a row of the table behind it is not meant then. */
const pressed = 'button, a[href], summary, input, [role="button"], [role="option"], [role="menuitem"], [role="tab"]';

const pressesItself = ({ key, target }: KeyboardEvent) =>
  key === 'Enter' && target instanceof Element && target.closest(pressed) !== null;

/** Runs commands by their keys. Mounted once, by the shell. */
export function useCommandKeys(): void {
  const router = useRouter();
  useEffect(() => {
    const presses = new KeyPresses(commandRegistry, {
      leaving: () => isLeaving(router),
      taken: () => isTyping(document.activeElement) || document.querySelector(openDialog) !== null,
      // At once, as after a key: the next one that waits may be for what this one brings.
      run: (command) => flushSync(() => command.run()),
      // As if it were typed: the field's own handlers see it.
      type: (text) => void document.execCommand('insertText', false, text),
      now: () => performance.now(),
    });
    // Asked before anybody else has seen the key: the Escape that closes a dialog must not go on to the screen behind it.
    let behindDialog = false;
    const strokeOf = (event: KeyboardEvent): Stroke => ({
      key: event.key,
      mod: event.ctrlKey || event.metaKey,
      shift: event.shiftKey,
      alt: event.altKey,
      // Behind an open dialog no plain key reaches the screen.
      typing: isTyping(event.target) || behindDialog,
    });
    const onCapture = (event: KeyboardEvent) => {
      behindDialog = document.querySelector(openDialog) !== null;
      if (event.isComposing || pressesItself(event) || !presses.isForWhatComes(strokeOf(event))) return;
      event.preventDefault();
      event.stopPropagation();
      presses.press(strokeOf(event));
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || pressesItself(event)) return;
      if (presses.press(strokeOf(event))) event.preventDefault();
    };
    const onPointer = () => presses.forget();
    // Once what was being drawn is there as a whole, and a dialog of it has the focus.
    const settle = () =>
      queueMicrotask(() =>
        queueMicrotask(() => {
          if (presses.settle()) settle();
        }),
      );
    window.addEventListener('keydown', onCapture, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('pointerdown', onPointer, { capture: true });
    const endings = [commandRegistry.subscribe(settle), router.subscribe('onResolved', settle)];
    return () => {
      window.removeEventListener('keydown', onCapture, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('pointerdown', onPointer, { capture: true });
      for (const end of endings) end();
    };
  }, [router]);
}
