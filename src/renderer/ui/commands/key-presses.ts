import { type Command, type CommandRegistry, matchStroke, type Stroke } from './registry.ts';

/** Longer than this nobody waits for what a key does. */
const patienceMilliseconds = 10_000;
/** Within this time the second key of a sequence follows the first. */
const sequenceMilliseconds = 1000;

const isText = (key: string) => [...key].length === 1;

/** Where keys are pressed. */
export interface KeyPlace {
  /** Whether another screen is on its way: the commands of this one no longer count. */
  leaving(): boolean;
  /** Whether plain keys go elsewhere by now: into a field, or to a dialog. */
  taken(): boolean;
  /** Runs a command and draws what comes of it. */
  run(command: Command): void;
  /** Writes into the field that has the focus, if one has. */
  type(text: string): void;
  now(): number;
}

/**
 * Runs commands by their keys. A key that is pressed before its command is there, because a screen, its details or its
 * rows are on their way, waits for it: whoever knows the way needn't wait for the picture.
 */
export class KeyPresses {
  readonly #registry: CommandRegistry;
  readonly #place: KeyPlace;
  #waiting: { stroke: Stroke; at: number }[] = [];
  #pending: { key: string; at: number } | null = null;

  constructor(registry: CommandRegistry, place: KeyPlace) {
    this.#registry = registry;
    this.#place = place;
  }

  /** Whether a key is not for what has the focus, which is about to go: another screen, or what others wait for, is coming. */
  isForWhatComes({ key, mod, alt, typing }: Stroke): boolean {
    this.#forgetOld();
    const follows = this.#waiting.length > 0;
    if (mod || alt || typing || !(follows || this.#place.leaving())) return false;
    return isText(key) ? follows || key !== ' ' : key === 'Enter';
  }

  /** @returns whether the key was meant for a command */
  press(stroke: Stroke): boolean {
    this.#forgetOld();
    const command = this.#find(stroke);
    if (command !== null) {
      this.forget();
      this.#place.run(command);
      return true;
    }
    if (stroke.key === 'Escape' || stroke.key === 'Tab') this.forget();
    else if (this.#mayWait(stroke)) this.#waiting.push({ stroke, at: this.#place.now() });
    return false;
  }

  /**
   * Runs the first key that waited, if its command is there; what nobody can know any more is dropped.
   *
   * @returns whether there is more to settle, once what was done is drawn and has the focus
   */
  settle(): boolean {
    this.#forgetOld();
    const [first, ...rest] = this.#waiting;
    if (first === undefined || this.#place.leaving()) return false;
    if (this.#place.taken()) {
      // What followed the key of a form was meant for the form.
      const text = this.#waiting.map(({ stroke }) => stroke.key).filter(isText);
      this.forget();
      this.#place.type(text.join(''));
      return false;
    }
    const command = this.#find(first.stroke);
    if (command === null) return this.#registry.expecting ? false : this.forget();
    this.#waiting = rest;
    this.#place.run(command);
    return true;
  }

  /** Nothing waits any more: somebody went on to something else. */
  forget(): false {
    this.#waiting = [];
    return false;
  }

  /** What follows a key that waited too long was meant to come after what it does, so it goes with it. */
  #forgetOld(): void {
    const first = this.#waiting[0];
    if (first !== undefined && this.#place.now() - first.at > patienceMilliseconds) this.forget();
  }

  #find(stroke: Stroke): Command | null {
    const before = this.#pending;
    const at = this.#place.now();
    const goesOn = before !== null && at - before.at <= sequenceMilliseconds;
    const { command, pending } = matchStroke(this.#offered(), stroke, goesOn ? before.key : null);
    this.#pending = pending === null ? null : { key: pending, at };
    return command;
  }

  #offered(): readonly Command[] {
    const all = this.#registry.all();
    return this.#place.leaving() ? all.filter(({ lasting }) => lasting) : all;
  }

  #mayWait(stroke: Stroke): boolean {
    const plain = !stroke.mod && !stroke.alt && !stroke.typing;
    const begun = this.#pending !== null;
    // A space alone presses what has the focus; after the key of a form it is text.
    const key = isText(stroke.key) ? stroke.key !== ' ' || this.#waiting.length > 0 : stroke.key === 'Enter';
    return plain && key && !begun && (this.#registry.expecting || this.#place.leaving());
  }
}
