import { useAllCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconX } from '#renderer/ui/icons.ts';
import { IconButton } from '#renderer/ui/page/icon-button.tsx';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import classes from './palette.module.css';
import { useDialog } from './use-dialog.ts';

/** `?`: every key there is right now, from the same registry as the palette. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const dialog = useDialog(onClose);
  const commands = useAllCommands().filter(({ keys }) => keys !== undefined);
  const groups = [...new Set(commands.map(({ group }) => group))];
  return (
    <dialog ref={dialog} className={classes.dialog} aria-label="Keyboard shortcuts">
      <div className={classes.help}>
        <div className={classes.helpHead}>
          <h2>Keyboard shortcuts</h2>
          <IconButton label="Close" onClick={onClose}>
            <IconX size={16} />
          </IconButton>
        </div>
        {groups.map((group) => (
          <section key={group} className={classes.helpGroup}>
            <h3>{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map(({ id, label, keys = '' }) => [
                  <dt key={`${id}-label`}>{label}</dt>,
                  <dd key={`${id}-keys`}>
                    <KeyboardHint keys={keys} />
                  </dd>,
                ])}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
