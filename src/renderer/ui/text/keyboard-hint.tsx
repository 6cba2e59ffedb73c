import classes from './text.module.css';

const apple = /Mac|iP(hone|ad)/.test(navigator.platform);
const names: Record<string, string> = apple
  ? { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↵', escape: 'Esc' }
  : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', enter: 'Enter', escape: 'Esc' };

/** The keys of a shortcut such as `mod+k`, as on this person's keyboard. */
export function KeyboardHint({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split(/[+ ]/).map((key) => (
        <kbd key={key} className={classes.key}>
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
