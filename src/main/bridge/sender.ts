/** What is known of whoever sent a message. Electron's own types fit; tests make their own. */
export interface Sender {
  readonly webContentsId: number;
  /** Null when the frame has gone meanwhile. */
  readonly frame: { readonly url: string; readonly isMain: boolean } | null;
}

export interface SenderPolicy {
  /** Whether this is one of the console's own windows. */
  readonly isTrustedWindow: (webContentsId: number) => boolean;
  /** Protocol and host of the page: `app://gatehouse`, or the development server. */
  readonly origin: string;
}

/** A message counts only from a window of ours, from its main frame, and while that shows our page. */
export function isTrustedSender({ webContentsId, frame }: Sender, { isTrustedWindow, origin }: SenderPolicy): boolean {
  if (!isTrustedWindow(webContentsId) || frame === null || !frame.isMain) return false;
  return originOf(frame.url) === origin;
}

/** Unlike `URL.origin`, which is "null" for schemes of our own. An empty or broken address has no origin. */
function originOf(address: string): string | null {
  try {
    const { protocol, host } = new URL(address);
    return host === '' ? null : `${protocol}//${host}`;
  } catch {
    return null;
  }
}
