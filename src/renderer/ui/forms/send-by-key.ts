/**
 * Ctrl or ⌘ with Enter sends the form that somebody writes more than a line in, where Enter alone begins a new line. It
 * is as if the button that sends were pressed: one that is disabled or busy does nothing.
 */
export function sendByKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  if (!(event.target instanceof HTMLTextAreaElement)) return;
  const send = event.target.form?.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!send) return;
  event.preventDefault();
  send.click();
}
