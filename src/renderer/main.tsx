import { createRoot } from 'react-dom/client';

// The scheme stands before the first style is computed.
async function start(): Promise<void> {
  if (import.meta.env.DEV && !('gatehouse' in window)) {
    // A plain browser in front of the dev server: a bridge in memory, so that screens can be looked at.
    (await import('#test/support/fake-bridge.ts')).installFakeBridge();
  }
  document.documentElement.dataset.mantineColorScheme = window.gatehouse.initial.dark ? 'dark' : 'light';
  const { Console } = await import('./app/console.tsx');
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<Console />);
}

void start();
