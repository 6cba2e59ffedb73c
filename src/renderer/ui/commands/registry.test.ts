import { describe, expect, it, vi } from 'vitest';
import { sampleCommand as command, stroke } from '#test/support/sample-commands.ts';
import { CommandRegistry, findCommands, matchStroke } from './registry.ts';

describe('the command registry', () => {
  it('tells of commands that come and go', () => {
    const registry = new CommandRegistry();
    const listener = vi.fn();
    registry.subscribe(listener);
    const remove = registry.add([command('a')]);
    expect(registry.all().map(({ id }) => id)).toEqual(['a']);
    remove();
    expect(registry.all()).toEqual([]);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('does not take out a newer command of the same id', () => {
    const registry = new CommandRegistry();
    const remove = registry.add([command('a', { label: 'old' })]);
    registry.add([command('a', { label: 'new' })]);
    remove();
    expect(registry.all().map(({ label }) => label)).toEqual(['new']);
  });

  it('finds by any words, beginnings first', () => {
    const commands = [
      command('b', { label: 'New batch' }),
      command('a', { label: 'Batches', words: 'waves' }),
      command('c', { label: 'Move rows', unlisted: true }),
    ];
    expect(findCommands(commands, 'batch').map(({ id }) => id)).toEqual(['a', 'b']);
    expect(findCommands(commands, 'waves').map(({ id }) => id)).toEqual(['a']);
    expect(findCommands(commands, '').map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('keys', () => {
  const commands = [
    command('palette', { keys: 'mod+k' }),
    command('help', { keys: '?' }),
    command('invitations', { keys: 'g i' }),
  ];

  it('match chords even while typing, plain keys only when not', () => {
    expect(matchStroke(commands, stroke('K', { mod: true, typing: true }), null).command?.id).toBe('palette');
    expect(matchStroke(commands, stroke('?', { shift: true }), null).command?.id).toBe('help');
    expect(matchStroke(commands, stroke('?', { shift: true, typing: true }), null).command).toBeNull();
  });

  it('match sequences', () => {
    const first = matchStroke(commands, stroke('g'), null);
    expect(first).toEqual({ command: null, pending: 'g' });
    expect(matchStroke(commands, stroke('i'), first.pending).command?.id).toBe('invitations');
    expect(matchStroke(commands, stroke('x'), first.pending)).toEqual({ command: null, pending: null });
  });
});
