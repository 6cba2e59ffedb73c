import { useSyncExternalStore } from 'react';
import type { Tier } from '#contract/common.ts';
import type { ListText } from './list-text.ts';

/** What somebody has entered on the New batch screen. */
export interface ImportDraft {
  name: string;
  /** True once the name was typed; until then it follows the name of the file. */
  named: boolean;
  tier: Tier;
  /** Typed or pasted, short enough to be edited here. */
  typed: string;
  /** A file or a long paste, which is shown but not edited; takes the place of `typed`. */
  list: ListText | null;
}

const empty: ImportDraft = { name: '', named: false, tier: 'standard', typed: '', list: null };

/*
 * Kept outside the screen, so that looking at something else and coming back loses nothing. One for each person:
 * nobody finds the list of whoever used this window before.
 */
const drafts = new Map<string, ImportDraft>();
const listeners = new Set<() => void>();

export function readDraft(owner: string): ImportDraft {
  return drafts.get(owner) ?? empty;
}

export function changeDraft(owner: string, change: Partial<ImportDraft>): void {
  drafts.set(owner, { ...readDraft(owner), ...change });
  for (const listener of listeners) listener();
}

/** Call after the batch exists, or when the person throws the draft away. */
export function forgetDraft(owner: string): void {
  drafts.delete(owner);
  for (const listener of listeners) listener();
}

export function isEmptyDraft({ name, typed, list }: ImportDraft): boolean {
  return name === '' && typed.trim() === '' && list === null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The draft of one person and how to change it. */
export function useImportDraft(owner: string) {
  const draft = useSyncExternalStore(subscribe, () => readDraft(owner));
  return {
    draft,
    change: (change: Partial<ImportDraft>) => changeDraft(owner, change),
    forget: () => forgetDraft(owner),
  };
}
