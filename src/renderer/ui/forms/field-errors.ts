import type { CallError } from '#renderer/data/call-failure.ts';

/** The message for one field, or undefined. `path` is dotted as on the wire (`rows.3.email`), with or without `body.`. */
export function fieldError(error: CallError | null | undefined, path: string): string | undefined {
  const found = error?.errors?.find((entry) => withoutPart(entry.path) === path);
  return found?.message;
}

/** Errors of fields the form does not show next to an input; the form shows them above. */
export function otherFieldErrors(error: CallError | null | undefined, shown: readonly string[]): string[] {
  return (error?.errors ?? [])
    .filter((entry) => !shown.includes(withoutPart(entry.path)))
    .map(({ path, message }) => (path === '' ? message : `${withoutPart(path)}: ${message}`));
}

function withoutPart(path: string): string {
  return path.replace(/^(body|query|params)\./, '');
}
