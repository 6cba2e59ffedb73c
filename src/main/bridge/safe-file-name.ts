/** A name that is a name on every system: no folders, no control characters, no leading dots, not empty. */
export function safeFileName(suggested: string): string {
  const name = suggested
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '-')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '')
    .slice(0, 150);
  return name === '' ? 'gatehouse.txt' : name;
}
