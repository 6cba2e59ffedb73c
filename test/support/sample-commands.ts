import type { Command, Stroke } from '#renderer/ui/commands/registry.ts';

/** A command that does nothing unless told otherwise. */
export const sampleCommand = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  label: id,
  group: 'This screen',
  run: () => {},
  ...more,
});

/** A key pressed alone, outside of any field. */
export const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  mod: false,
  shift: false,
  alt: false,
  typing: false,
  ...more,
});
