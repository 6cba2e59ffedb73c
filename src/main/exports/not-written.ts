import type { CallError } from '#bridge/errors.ts';
import { callError } from '#main/platform-client/call-error.ts';

/** Says that a file the person chose could not be written, and why. */
export function notWritten(error: unknown): CallError {
  const reason = error instanceof Error ? error.message : String(error);
  const detail = `The file could not be written (${reason}). Nothing else was changed; choose another place.`;
  return { ...callError('internal', detail), title: 'Not saved' };
}
