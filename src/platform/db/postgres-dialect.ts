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
import type { ReadLanes } from './read-lanes.ts';

/** PostgreSQL with two ways in: single SELECTs share the read lanes, everything else has a connection to itself. */
export class LanedPostgresDialect extends PostgresDialect {
  readonly #pool: Pool;
  readonly #lanes: ReadLanes;

  constructor(pool: Pool, lanes: ReadLanes) {
    super({ pool });
    this.#pool = pool;
    this.#lanes = lanes;
  }

  override createDriver(): Driver {
    return new LanedDriver(new PostgresDriver({ pool: this.#pool }), this.#lanes);
  }
}

class LanedDriver implements Driver {
  readonly #pooled: Driver;
  readonly #lanes: ReadLanes;

  constructor(pooled: Driver, lanes: ReadLanes) {
    this.#pooled = pooled;
    this.#lanes = lanes;
  }

  init(): Promise<void> {
    return this.#pooled.init();
  }

  acquireConnection(): Promise<LanedConnection> {
    return Promise.resolve(new LanedConnection(this.#pooled, this.#lanes));
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

  constructor(pooled: Driver, lanes: ReadLanes) {
    this.#pooled = pooled;
    this.#lanes = lanes;
  }

  async own(): Promise<DatabaseConnection> {
    this.owned ??= await this.#pooled.acquireConnection();
    return this.owned;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.owned === null && query.sql.startsWith('select ')) {
      const { rows } = await this.#lanes.query(query.sql, query.parameters);
      return { rows: rows as Row[] };
    }
    return (await this.own()).executeQuery<Row>(query);
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and streaming is not offered
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('Streaming is not supported: read pages.');
  }
}
