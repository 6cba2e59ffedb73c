import { beforeEach, describe, expect, it } from 'vitest';
import { sampleCommand, stroke } from '#test/support/sample-commands.ts';
import { KeyPresses } from './key-presses.ts';
import { type Command, CommandRegistry } from './registry.ts';

let registry: CommandRegistry;
let presses: KeyPresses;
let ran: string[];
let typed: string;
/** Until nothing more comes of it, as the window does. */
const settle = () => {
  while (presses.settle());
};
const place = { leaving: false, taken: false, now: 0 };

beforeEach(() => {
  registry = new CommandRegistry();
  ran = [];
  typed = '';
  Object.assign(place, { leaving: false, taken: false, now: 0 });
  presses = new KeyPresses(registry, {
    leaving: () => place.leaving,
    taken: () => place.taken,
    run: (command) => command.run(),
    type: (text) => {
      typed += text;
    },
    now: () => place.now,
  });
});

const command = (keys: string, more: Partial<Command> = {}) =>
  sampleCommand(keys, { keys, run: () => ran.push(keys), ...more });

describe('keys pressed', () => {
  it('run what is there at once', () => {
    registry.add([command('e')]);
    expect(presses.press(stroke('e'))).toBe(true);
    expect(ran).toEqual(['e']);
  });

  it('are not for what has the focus once another screen is on its way', () => {
    expect(presses.isForWhatComes(stroke('j'))).toBe(false);
    place.leaving = true;
    expect(['j', 'Enter', ' ', 'Tab', 'ArrowDown'].filter((key) => presses.isForWhatComes(stroke(key)))).toEqual([
      'j',
      'Enter',
    ]);
    expect(presses.isForWhatComes(stroke('j', { typing: true }))).toBe(false);
    expect(presses.isForWhatComes(stroke('k', { mod: true }))).toBe(false);
    presses.press(stroke('n'));
    expect(presses.isForWhatComes(stroke(' '))).toBe(true);
  });

  it('wait for what is on its way, in their order', () => {
    const arrived = registry.expect();
    expect(presses.press(stroke('j'))).toBe(false);
    presses.press(stroke('a'));
    settle();
    expect(ran).toEqual([]);
    // The row brings its own key along, once the first has led to it.
    const lead = () => {
      ran.push('j');
      registry.add([command('a')]);
    };
    registry.add([command('j', { run: lead })]);
    arrived();
    settle();
    expect(ran).toEqual(['j', 'a']);
    settle();
    expect(ran).toEqual(['j', 'a']);
  });

  it('are dropped where nothing came that knows them', () => {
    const arrived = registry.expect();
    presses.press(stroke('e'));
    arrived();
    settle();
    registry.add([command('e')]);
    settle();
    expect(ran).toEqual([]);
  });

  it('do not wait where nothing is on its way, nor while somebody types', () => {
    presses.press(stroke('e'));
    const arrived = registry.expect();
    presses.press(stroke('e', { typing: true }));
    registry.add([command('e')]);
    arrived();
    settle();
    expect(ran).toEqual([]);
  });

  it('are meant for the next screen as soon as the way leads there, but for those of the window', () => {
    registry.add([command('n'), command('g u', { lasting: true })]);
    place.leaving = true;
    presses.press(stroke('n'));
    expect(ran).toEqual([]);
    place.leaving = false;
    settle();
    expect(ran).toEqual(['n']);
    place.leaving = true;
    presses.press(stroke('g'));
    presses.press(stroke('u'));
    expect(ran).toEqual(['n', 'g u']);
  });

  it('are forgotten by Escape, by Tab, by another command, in a dialog and after a while', () => {
    const arrived = registry.expect();
    presses.press(stroke('e'));
    presses.press(stroke('Escape'));
    const remove = registry.add([command('e'), command('p')]);
    settle();
    expect(ran).toEqual([]);
    remove();
    registry.add([command('p')]);
    for (const change of [
      () => presses.press(stroke('p')),
      () => presses.press(stroke('Tab')),
      () => presses.press(stroke('Tab')),
      () => Object.assign(place, { taken: true }),
      () => Object.assign(place, { now: place.now + 10_001, taken: false }),
    ]) {
      ran = [];
      presses.press(stroke('e'));
      change();
      const gone = registry.add([command('e')]);
      settle();
      gone();
      expect(ran).not.toContain('e');
    }
    arrived();
  });

  it('hold back what has the focus no longer than anybody waits', () => {
    registry.expect();
    presses.press(stroke('n'));
    place.now = 10_000;
    expect(presses.isForWhatComes(stroke(' '))).toBe(true);
    place.now = 10_001;
    expect(presses.isForWhatComes(stroke(' '))).toBe(false);
  });

  it('are text after one that opened a form', () => {
    const arrived = registry.expect();
    for (const key of ['n', 'h', 'i', ' ', 'e']) presses.press(stroke(key));
    registry.add([command('e'), command('n', { run: () => void Object.assign(place, { taken: true }) })]);
    arrived();
    settle();
    expect({ ran, typed }).toEqual({ ran: [], typed: 'hi e' });
  });

  it('make sequences only within a moment', () => {
    registry.add([command('g u'), command('u')]);
    presses.press(stroke('g'));
    presses.press(stroke('u'));
    place.now = 2000;
    presses.press(stroke('g'));
    place.now = 4000;
    presses.press(stroke('u'));
    expect(ran).toEqual(['g u', 'u']);
  });
});
