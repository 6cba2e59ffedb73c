import { Socket } from 'node:net';
import type { ClientBase, ClientConfig, QueryResult, QueryResultRow } from 'pg';

/** pg's own options that its type definitions don't know yet. */
type PipelinedConfig = ClientConfig & { pipeline: boolean };
type ClientConstructor = new (config: PipelinedConfig) => ClientBase & { end(): Promise<void> };

/** Statements longer than this, or beyond so many different ones, are not kept prepared. */
const longestPrepared = 4000;
const mostPrepared = 300;
/** A prepared statement whose tables another node has migrated meanwhile. */
const planIsOutdated = '0A000';

/**
 * A few connections that carry single SELECTs of many requests at once: they are sent one behind the other without
 * waiting, and all that are asked for in one turn of the event loop leave in one write. A connection a query would
 * cost a system call each way for every query.
 *
 * Only statements outside of transactions that change nothing may use them: their order and their company is
 * nobody's business.
 */
export class ReadLanes {
  readonly #Client: ClientConstructor;
  readonly #config: ClientConfig;
  readonly #count: number;
  readonly #names = new Map<string, string>();
  #lanes: Lane[] = [];
  #ended = false;

  constructor(Client: ClientConstructor, config: ClientConfig, count: number) {
    this.#Client = Client;
    this.#config = config;
    this.#count = count;
  }

  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
    const lane = this.#leastBusy();
    try {
      return await lane.query<Row>(text, values, this.#nameOf(text));
    } catch (error) {
      if ((error as { code?: unknown }).code !== planIsOutdated) throw error;
      lane.retire();
      return await this.#leastBusy().query<Row>(text, values, undefined);
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#lanes.map((lane) => lane.end()));
  }

  #leastBusy(): Lane {
    if (this.#ended) throw new Error('The database was closed.');
    this.#lanes = this.#lanes.filter((lane) => lane.usable);
    let best: Lane | undefined;
    for (const lane of this.#lanes) if (!best || lane.busy < best.busy) best = lane;
    if (best && (best.busy === 0 || this.#lanes.length >= this.#count)) return best;
    const opened = new Lane(this.#Client, this.#config);
    this.#lanes.push(opened);
    return opened;
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (text.length > longestPrepared || this.#names.size >= mostPrepared) return undefined;
    const name = `gatehouse_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}

/** One connection. It is opened at once and thrown away at the first trouble; the next query opens another. */
class Lane {
  busy = 0;
  usable = true;
  readonly #client: ClientBase & { end(): Promise<void> };
  readonly #socket = new Socket();
  readonly #connected: Promise<unknown>;
  #corked = false;
  #isConnected = false;

  constructor(Client: ClientConstructor, config: ClientConfig) {
    this.#client = new Client({ ...config, pipeline: true, stream: () => this.#socket });
    this.#client.on('error', () => this.retire());
    this.#client.on('end', () => {
      this.usable = false;
    });
    this.#connected = this.#client.connect().then(
      () => {
        this.#isConnected = true;
      },
      (error: unknown) => {
        this.usable = false;
        throw error;
      },
    );
  }

  async query<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[],
    name: string | undefined,
  ): Promise<QueryResult<Row>> {
    this.busy += 1;
    try {
      if (!this.#isConnected) await this.#connected;
      this.#gatherWrites();
      const config = name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
      return await this.#client.query<Row>(config);
    } finally {
      this.busy -= 1;
    }
  }

  /** Holds writes back until this turn of the event loop has heard every request that is waiting. */
  #gatherWrites(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket.cork();
    setImmediate(() => {
      this.#corked = false;
      this.#socket.uncork();
    });
  }

  /** Takes nothing more; what is on its way is still answered, or fails with the connection. */
  retire(): void {
    this.usable = false;
    void this.end();
  }

  async end(): Promise<void> {
    this.usable = false;
    await this.#connected.catch(() => undefined);
    await this.#client.end().catch(() => undefined);
  }
}
