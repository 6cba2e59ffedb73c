import type { CDPSession, Locator, Page } from 'playwright';

const named: Record<string, { code: number; text?: string }> = {
  Enter: { code: 13, text: '\r' },
  Escape: { code: 27 },
  Tab: { code: 9 },
  ArrowDown: { code: 40 },
  ContextMenu: { code: 93 },
};

/** What the browser sends when a key goes down and up. */
function strokesOf(input: string) {
  if (input.startsWith('Control+')) {
    const key = input.slice('Control+'.length);
    const event = { key, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0), modifiers: 2 };
    return [
      { ...event, type: 'rawKeyDown' as const },
      { ...event, type: 'keyUp' as const },
    ];
  }
  const key = input;
  const known = named[key];
  const text = known === undefined ? key : known.text;
  const event = { key, windowsVirtualKeyCode: known?.code ?? key.toUpperCase().charCodeAt(0) };
  return [
    text === undefined
      ? { ...event, type: 'rawKeyDown' as const }
      : { ...event, type: 'keyDown' as const, text, unmodifiedText: text },
    { ...event, type: 'keyUp' as const },
  ];
}

async function sendersOf(session: CDPSession, input: string | Locator): Promise<(() => Promise<unknown>)[]> {
  if (typeof input === 'string') {
    return strokesOf(input).map((event) => () => session.send('Input.dispatchKeyEvent', event));
  }
  const box = await input.boundingBox();
  if (box === null) throw new Error('What is to be pressed is not on screen.');
  const place = { x: box.x + Math.min(40, box.width / 2), y: box.y + box.height / 2 };
  const press = (type: 'mousePressed' | 'mouseReleased') => () =>
    session.send('Input.dispatchMouseEvent', { ...place, type, button: 'left', clickCount: 1 });
  return [press('mousePressed'), press('mouseReleased')];
}

/**
 * Presses keys, and what is given by its place, one after the other and without waiting for anything in between: the last
 * is on its way before the window has drawn what the first leads to.
 */
export async function pressAtOnce(window: Page, ...inputs: readonly (string | Locator)[]): Promise<void> {
  const session = await window.context().newCDPSession(window);
  const senders = (await Promise.all(inputs.map((input) => sendersOf(session, input)))).flat();
  await Promise.all(senders.map((send) => send()));
  await session.detach();
}
