/** Something a person can do by name (palette) or by key; the `?` help lists those with keys. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Heading in the palette and the help. */
  readonly group: string;
  /** `mod+k`, `g i` (one after the other), `?`. Plain keys don't fire while somebody types. */
  readonly keys?: string;
  /** Further words the palette finds it by. */
  readonly words?: string;
  /** Left out of the palette: keys that only make sense as keys, such as moving through a table. */
  readonly unlisted?: boolean;
  /** Of the window, not of a screen: it works also while another screen is on its way. */
  readonly lasting?: boolean;
  run(): void;
}

type Listener = () => void;

/** Every command there is right now. Screens add theirs while they are shown. */
export class CommandRegistry {
  readonly #commands = new Map<string, Command>();
  readonly #listeners = new Set<Listener>();
  #snapshot: readonly Command[] = [];
  #expected = 0;

  /** Returns a function that takes them out again. A later command of the same id wins while it is there. */
  add(commands: readonly Command[]): () => void {
    for (const command of commands) this.#commands.set(command.id, command);
    this.#changed();
    return () => {
      for (const command of commands) {
        if (this.#commands.get(command.id) === command) this.#commands.delete(command.id);
      }
      this.#changed();
    };
  }

  /** Says that more commands are on their way, until what it returns is called. */
  expect(): () => void {
    this.#expected += 1;
    return () => {
      this.#expected -= 1;
      this.#tell();
    };
  }

  /** Whether more commands are on their way. */
  get expecting(): boolean {
    return this.#expected > 0;
  }

  /** Stable between changes, for useSyncExternalStore. */
  readonly all = (): readonly Command[] => this.#snapshot;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(): void {
    this.#snapshot = [...this.#commands.values()];
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Commands whose label or words contain every word typed, those beginning with the text first. */
export function findCommands(commands: readonly Command[], text: string): Command[] {
  const typed = text.trim().toLowerCase();
  const parts = typed.split(/\s+/).filter(Boolean);
  const offered = commands.filter(({ unlisted }) => !unlisted);
  if (parts.length === 0) return offered;
  const found = offered.filter((command) => {
    const haystack = `${command.label} ${command.group} ${command.words ?? ''}`.toLowerCase();
    return parts.every((part) => haystack.includes(part));
  });
  const begins = ({ label }: Command) => (label.toLowerCase().startsWith(typed) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b));
}

export interface Stroke {
  key: string;
  mod: boolean;
  shift: boolean;
  alt: boolean;
  /** True while the focus is where text is typed. */
  typing: boolean;
}

/**
 * Which command a key press means. `pending` is the first key of a sequence such as `g i`, pressed just before;
 * the answer carries the next pending key.
 */
export function matchStroke(
  commands: readonly Command[],
  stroke: Stroke,
  pending: string | null,
): { command: Command | null; pending: string | null } {
  const key = stroke.key.toLowerCase();
  const chord = `${stroke.mod ? 'mod+' : ''}${stroke.alt ? 'alt+' : ''}${stroke.shift && key.length > 1 ? 'shift+' : ''}${key}`;
  if (stroke.typing && !stroke.mod) return { command: null, pending: null };
  const byKeys = (keys: string) => commands.find((command) => command.keys === keys) ?? null;
  if (pending !== null) {
    const command = byKeys(`${pending} ${chord}`);
    if (command !== null) return { command, pending: null };
  }
  const command = byKeys(chord);
  if (command !== null) return { command, pending: null };
  const begins = commands.some(({ keys }) => keys?.startsWith(`${chord} `));
  return { command: null, pending: begins ? chord : null };
}
