import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Pool } from 'pg';
import type { DatabaseObserver } from '#platform/metrics/meter.ts';
import type { ReadLanes } from './read-lanes.ts';

/** PostgreSQL with two ways in: single SELECTs share the read lanes, everything else has a connection to itself. */
export class LanedPostgresDialect extends PostgresDialect {
  readonly #pool: Pool;
  readonly #lanes: ReadLanes;
  readonly #observer: DatabaseObserver;

  constructor(pool: Pool, lanes: ReadLanes, observer: DatabaseObserver) {
    super({ pool });
    this.#pool = pool;
    this.#lanes = lanes;
    this.#observer = observer;
  }

  override createDriver(): Driver {
    return new LanedDriver(new PostgresDriver({ pool: this.#pool }), this.#lanes, this.#observer);
  }
}

class LanedDriver implements Driver {
  readonly #pooled: Driver;
  readonly #lanes: ReadLanes;
  readonly #observer: DatabaseObserver;

  constructor(pooled: Driver, lanes: ReadLanes, observer: DatabaseObserver) {
    this.#pooled = pooled;
    this.#lanes = lanes;
    this.#observer = observer;
  }

  init(): Promise<void> {
    return this.#pooled.init();
  }

  acquireConnection(): Promise<LanedConnection> {
    return Promise.resolve(new LanedConnection(this.#pooled, this.#lanes, this.#observer));
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await this.#pooled.beginTransaction(await own(connection), settings);
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#pooled.commitTransaction(await own(connection));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#pooled.rollbackTransaction(await own(connection));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof LanedConnection && connection.owned) {
      await this.#pooled.releaseConnection(connection.owned);
    }
  }

  async destroy(): Promise<void> {
    await Promise.all([this.#lanes.end(), this.#pooled.destroy()]);
  }
}

function own(connection: DatabaseConnection): Promise<DatabaseConnection> {
  if (!(connection instanceof LanedConnection)) throw new Error('This connection is not one of ours.');
  return connection.own();
}

/** What a query or a transaction holds. It takes a connection of its own from the pool once it needs one, and keeps it. */
class LanedConnection implements DatabaseConnection {
  owned: DatabaseConnection | null = null;
  readonly #pooled: Driver;
  readonly #lanes: ReadLanes;
  readonly #observer: DatabaseObserver;

  constructor(pooled: Driver, lanes: ReadLanes, observer: DatabaseObserver) {
    this.#pooled = pooled;
    this.#lanes = lanes;
    this.#observer = observer;
  }

  async own(): Promise<DatabaseConnection> {
    if (this.owned === null) {
      const asked = performance.now();
      this.owned = await this.#pooled.acquireConnection();
      this.#observer.waited(performance.now() - asked);
    }
    return this.owned;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const laned = this.owned === null && query.sql.startsWith('select ');
    const connection = laned ? null : await this.own();
    const sent = performance.now();
    try {
      if (connection) return await connection.executeQuery<Row>(query);
      const { rows } = await this.#lanes.query(query.sql, query.parameters);
      return { rows: rows as Row[] };
    } finally {
      this.#observer.queried(performance.now() - sent);
    }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and streaming is not offered
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('Streaming is not supported: read pages.');
  }
}
