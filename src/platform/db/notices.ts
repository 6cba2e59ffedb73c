/** The one channel of the store. What is said names what changed; whoever hears it reads the tables. */
export const noticeChannel = 'gatehouse_live';

export interface NoticeListener {
  heard(notice: string): void;
  /** The connection was lost and is back: what was said meanwhile is not known. */
  missed(): void;
}

/** What any node of the platform says to all of them, itself too, once the transaction that says it has committed. */
export interface Notices {
  /**
   * Hears what is said from the moment on at which this resolves.
   *
   * @returns a function that ends it
   * @throws where the database can't be reached
   */
  listen(listener: NoticeListener): Promise<() => void>;
}

/** Hands what was heard to all listeners. */
export class NoticeListeners {
  readonly #listeners = new Set<NoticeListener>();

  add(listener: NoticeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  heard(notice: string): void {
    for (const listener of this.#listeners) listener.heard(notice);
  }

  missed(): void {
    for (const listener of this.#listeners) listener.missed();
  }
}

/** What PGlite has for it. */
interface Listening {
  listen(channel: string, callback: (payload: string) => void): Promise<unknown>;
}

/**
 * The embedded store has one process, which hears itself. It begins to listen when it is opened: later its one
 * connection may be in the middle of somebody's transaction.
 */
export async function pgliteNotices(pglite: Listening): Promise<Notices> {
  const listeners = new NoticeListeners();
  await pglite.listen(noticeChannel, (notice) => listeners.heard(notice));
  return { listen: async (listener) => listeners.add(listener) };
}
