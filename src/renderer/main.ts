/*
 * Kept tiny: the page is painted before this runs, and everything else is fetched at once, in parallel, together with
 * its styles. The scheme is set before the first style is computed.
 */
async function open(): Promise<void> {
  if (import.meta.env.DEV && !('gatehouse' in window)) {
    // A plain browser in front of the dev server: a bridge in memory, so that screens can be looked at.
    (await import('#test/support/fake-bridge.ts')).installFakeBridge();
  }
  document.documentElement.dataset.mantineColorScheme = window.gatehouse.initial.dark ? 'dark' : 'light';
  const { renderConsole } = await import('./app/console.tsx');
  renderConsole(document.getElementById('root'));
}

void open();
