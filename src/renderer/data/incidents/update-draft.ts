import { useSyncExternalStore } from 'react';
import type { WorkingState } from '#contract/incidents.ts';

/** An update that is being written. */
export interface UpdateDraft {
  text: string;
  public: boolean;
  /** Where the incident moves with it; undefined: it stays. */
  state: WorkingState | undefined;
}

const empty: UpdateDraft = { text: '', public: false, state: undefined };

/*
 * Kept outside the screen, so that looking at something else and coming back loses nothing. One for each writer and
 * incident: nobody finds the words of whoever used this window before.
 */
const drafts = new Map<string, UpdateDraft>();
const listeners = new Set<() => void>();

export function readUpdateDraft(writer: string, incident: string): UpdateDraft {
  return drafts.get(`${writer} ${incident}`) ?? empty;
}

export function changeUpdateDraft(writer: string, incident: string, change: Partial<UpdateDraft>): void {
  drafts.set(`${writer} ${incident}`, { ...readUpdateDraft(writer, incident), ...change });
  for (const listener of listeners) listener();
}

/** Call when it was posted: what was typed while it was on its way stays. */
export function forgetUpdateDraft(writer: string, incident: string, posted: UpdateDraft): void {
  if (readUpdateDraft(writer, incident).text === posted.text) drafts.delete(`${writer} ${incident}`);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The update that one member of staff is writing on one incident. */
export function useUpdateDraft(writer: string, incident: string): UpdateDraft {
  return useSyncExternalStore(subscribe, () => readUpdateDraft(writer, incident));
}
