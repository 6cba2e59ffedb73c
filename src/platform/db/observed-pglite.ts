import {
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  PGliteAdapter,
  PGliteDialect,
  type PGliteDialectConfig,
  type TransactionSettings,
} from 'kysely';
import type { DatabaseObserver } from '#platform/metrics/meter.ts';

/**
 * The embedded store with its one connection, which is lent here and not by the query builder: there, nobody could tell
 * how long somebody waited for it.
 */
export class ObservedPgliteDialect extends PGliteDialect {
  readonly #observer: DatabaseObserver;

  constructor(config: PGliteDialectConfig, observer: DatabaseObserver) {
    super(config);
    this.#observer = observer;
  }

  override createAdapter(): DialectAdapter {
    return new LentConnectionAdapter();
  }

  override createDriver(): Driver {
    return new LendingDriver(super.createDriver(), this.#observer);
  }
}

class LentConnectionAdapter extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Lends the connection to one at a time, in the order in which they asked. */
class LendingDriver implements Driver {
  readonly #driver: Driver;
  readonly #observer: DatabaseObserver;
  readonly #waiting: (() => void)[] = [];
  #lent = false;

  constructor(driver: Driver, observer: DatabaseObserver) {
    this.#driver = driver;
    this.#observer = observer;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const asked = performance.now();
    if (this.#lent) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#lent = true;
    this.#observer.waited(performance.now() - asked);
    return this.#driver.acquireConnection();
  }

  async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    // Handed on directly: whoever asks meanwhile must not come before those who wait.
    if (next) next();
    else this.#lent = false;
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#driver.beginTransaction(connection, settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.commitTransaction(connection);
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.rollbackTransaction(connection);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}
