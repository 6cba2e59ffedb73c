import { useState } from 'react';

/** What is typed over a setting that others may change too. */
export interface Draft<Fields> {
  /** What stands in the form: what was typed, and else what the platform has. */
  fields: Fields;
  /** Whether somebody changed the setting after this person had begun to type. */
  overtaken: boolean;
  change: (fields: Partial<Fields>) => void;
  /** Back to what the platform has. */
  drop: () => void;
}

/** Fields that nobody touched follow the platform; what was typed stays, and whoever typed is told of a change meanwhile. */
export function useDraft<Fields extends object>(stored: Fields, version: number): Draft<Fields> {
  const [draft, setDraft] = useState<{ over: number; typed: Partial<Fields> } | null>(null);
  return {
    fields: { ...stored, ...draft?.typed },
    overtaken: draft !== null && draft.over !== version,
    change: (fields) =>
      setDraft((before) => ({ over: before?.over ?? version, typed: { ...before?.typed, ...fields } })),
    drop: () => setDraft(null),
  };
}
