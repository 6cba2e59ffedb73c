import '#renderer/app/tokens.css';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** What a screen of the console stands in, the same on both sides. */
export function show(screen: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no place for its screen.');
  document.body.style.padding = '16px';
  createRoot(root).render(<MantineProvider>{screen}</MantineProvider>);
}
