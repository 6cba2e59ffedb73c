import { useSyncExternalStore } from 'react';
import type { Preferences } from '#renderer/data/preferences/preferences.ts';

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

function follow(listener: () => void): () => void {
  darkQuery.addEventListener('change', listener);
  return () => darkQuery.removeEventListener('change', listener);
}

/** The scheme to draw in: the person's choice, or the system's. */
export function useScheme(theme: Preferences['theme']): 'light' | 'dark' {
  const systemDark = useSyncExternalStore(follow, () => darkQuery.matches);
  if (theme === 'system') return systemDark ? 'dark' : 'light';
  return theme;
}
