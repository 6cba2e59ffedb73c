import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { findCommands } from '#renderer/ui/commands/registry.ts';
import { useAllCommands } from '#renderer/ui/commands/use-commands.ts';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import classes from './palette.module.css';
import { useDialog } from './use-dialog.ts';

/** Ctrl/Cmd-K: everything that can be done by name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const dialog = useDialog(onClose);
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const all = useAllCommands();
  const found = useMemo(() => findCommands(all, text).filter((command) => command.id !== 'palette'), [all, text]);
  const current = Math.min(at, found.length - 1);

  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);

  const run = (index: number) => {
    const command = found[index];
    if (command === undefined) return;
    // First the dialog goes, so that what the command opens or focuses is not taken back.
    dialog.current?.close();
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setAt((current + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(current);
    }
  };
  return (
    <dialog ref={dialog} className={classes.dialog} aria-label="Command palette">
      <input
        className={classes.field}
        role="combobox"
        aria-label="Go to a screen or do something"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
        placeholder="Go to a screen or do something"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 ? <p className={classes.none}>Nothing is called that.</p> : null}
      <div id={`${id}-list`} role="listbox" aria-label="Commands" className={classes.list}>
        {found.map((command, index) => (
          <div key={command.id} role="presentation">
            {command.group === found[index - 1]?.group ? null : (
              <div role="presentation" className={classes.heading}>
                {command.group}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              className={classes.option}
              onMouseMove={() => setAt(index)}
              onClick={() => run(index)}
            >
              {command.label}
              {command.keys === undefined ? null : <KeyboardHint keys={command.keys} />}
            </div>
          </div>
        ))}
      </div>
    </dialog>
  );
}
