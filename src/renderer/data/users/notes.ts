import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { callOperation } from '#renderer/data/call.ts';
import { IntentKey } from '#renderer/data/intent-key.ts';
import { userKeys } from './keys.ts';

/** A note that is being written, and the intent it would be sent with. */
interface Draft {
  text: string;
  readonly intent: IntentKey;
}

/*
 * Kept outside the screen, so that looking at something else and coming back loses nothing, and so that a note whose
 * answer was lost is not written twice. One for each writer and person: nobody finds the note of whoever used this
 * window before.
 */
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

const keyOf = (writer: string, person: string) => `${writer} ${person}`;

export function readNoteDraft(writer: string, person: string): string {
  return drafts.get(keyOf(writer, person))?.text ?? '';
}

export function changeNoteDraft(writer: string, person: string, text: string): void {
  const key = keyOf(writer, person);
  const draft = drafts.get(key) ?? { text: '', intent: new IntentKey() };
  drafts.set(key, { ...draft, text });
  for (const listener of listeners) listener();
}

/** Call after the note exists: what was typed while it was on its way stays. */
export function forgetNoteDraft(writer: string, person: string, sent: string): void {
  const key = keyOf(writer, person);
  drafts.get(key)?.intent.done();
  if (drafts.get(key)?.text === sent) drafts.delete(key);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The note that one member of staff is writing about one person, and how to send it. */
export function useNoteDraft(writer: string, person: string) {
  const client = useQueryClient();
  const text = useSyncExternalStore(subscribe, () => readNoteDraft(writer, person));
  const sending = useMutation({
    mutationKey: ['users.notes.create', person],
    mutationFn: (typed: string) => {
      const input = { params: { id: person }, body: { body: typed } };
      const intent = drafts.get(keyOf(writer, person))?.intent ?? new IntentKey();
      return callOperation('users.notes.create', input, { idempotencyKey: intent.keyFor(input) });
    },
    onSuccess: (_note, typed) => {
      forgetNoteDraft(writer, person, typed);
      void client.invalidateQueries({ queryKey: userKeys.all });
      void client.invalidateQueries({ queryKey: ['audit'] });
    },
  });
  return {
    text,
    change: (next: string) => changeNoteDraft(writer, person, next),
    send: () => sending.mutate(text),
    sending: sending.isPending,
    error: sending.error,
  };
}
