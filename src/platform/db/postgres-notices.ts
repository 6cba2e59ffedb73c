import type { ClientBase, ClientConfig } from 'pg';
import { type NoticeListener, NoticeListeners, type Notices, noticeChannel } from './notices.ts';

type ListeningClient = ClientBase & { end(): Promise<void> };
type ClientConstructor = new (config: ClientConfig) => ListeningClient;

/** How often it is tried whether the line still carries anything: a database that vanished says nothing. */
const pingMilliseconds = 15_000;
const patienceMilliseconds = 5000;
const firstDelay = 250;
const longestDelay = 5000;

/** A connection of its own that listens, opened for the first listener and made anew whenever it breaks. */
export class PostgresNotices implements Notices {
  readonly #Client: ClientConstructor;
  readonly #config: ClientConfig;
  readonly #listeners = new NoticeListeners();
  #connecting: Promise<void> | null = null;
  #client: ListeningClient | null = null;
  #timer: NodeJS.Timeout | null = null;
  #attempt = 0;
  #wasLost = false;
  #closed = false;

  constructor(Client: ClientConstructor, config: ClientConfig) {
    this.#Client = Client;
    this.#config = { ...config, keepAlive: true, application_name: 'gatehouse live' };
  }

  async listen(listener: NoticeListener): Promise<() => void> {
    this.#connecting ??= this.#connect();
    await this.#connecting;
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#connecting?.catch(() => undefined);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    if (this.#closed) throw new Error('The database was closed.');
    const client = new this.#Client(this.#config);
    client.on('notification', ({ payload }) => this.#listeners.heard(payload ?? ''));
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    try {
      await client.connect();
      await client.query(`listen ${noticeChannel}`);
    } catch (error) {
      this.#connecting = null;
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    this.#attempt = 0;
    this.#planPing(client);
    if (!this.#wasLost) return;
    // Whoever made the connection anew, the retry or somebody who wants to listen: the others missed something.
    this.#wasLost = false;
    this.#listeners.missed();
  }

  /** Until it is back, who asks to listen waits for the next try. */
  #lost(client: ListeningClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#wasLost = true;
    void client.end().catch(() => undefined);
    if (!this.#closed) this.#retry();
  }

  #retry(): void {
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#attempt);
    this.#attempt += 1;
    this.#connecting = null;
    this.#plan(delay, async () => {
      try {
        this.#connecting ??= this.#connect();
        await this.#connecting;
      } catch {
        if (!this.#closed) this.#retry();
      }
    });
  }

  #planPing(client: ListeningClient): void {
    this.#plan(pingMilliseconds, async () => {
      const late = setTimeout(() => this.#lost(client), patienceMilliseconds);
      try {
        await client.query('select 1');
        if (this.#client === client) this.#planPing(client);
      } catch {
        this.#lost(client);
      } finally {
        clearTimeout(late);
      }
    });
  }

  #plan(delay: number, work: () => Promise<void>): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void work(), delay);
    this.#timer.unref();
  }
}
