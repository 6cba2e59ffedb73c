import { createContext, use } from 'react';
import type { Target } from './target.ts';

/** What somebody asked for and is now asked about. */
export interface Asked {
  kind: 'cohort' | 'nudge';
  target: Target;
}

export const AskContext = createContext<(asked: Asked) => void>(() => {});

/** Opens the dialog that saves people as a cohort or nudges them. */
export function useAsk(): (asked: Asked) => void {
  return use(AskContext);
}
