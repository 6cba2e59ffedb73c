import { Worker } from 'node:worker_threads';
import { type Keychain, KeychainTrouble } from './keychain.ts';

export interface KeychainRequest {
  readonly id: number;
  readonly action: keyof Keychain;
  readonly account: string;
  readonly secret?: string;
}

export interface KeychainAnswer {
  readonly id: number;
  readonly value?: string | null;
  readonly trouble?: Pick<KeychainTrouble, 'state' | 'message'>;
}

interface Waiting {
  resolve(value: string | null): void;
  reject(trouble: KeychainTrouble): void;
}

/**
 * The keychain in a thread of its own, started with the first use and again after it died, so that a slow keychain
 * never holds up the window.
 */
export class KeychainThread implements Keychain {
  readonly #script: string;
  readonly #service: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #asked = 0;

  /**
   * @param script the built `keychain-worker.ts`
   * @param service the name under which everything is kept
   */
  constructor(script: string, service: string) {
    this.#script = script;
    this.#service = service;
  }

  read(account: string): Promise<string | null> {
    return this.#ask({ action: 'read', account });
  }

  async write(account: string, secret: string): Promise<void> {
    await this.#ask({ action: 'write', account, secret });
  }

  async remove(account: string): Promise<void> {
    await this.#ask({ action: 'remove', account });
  }

  #ask(request: Omit<KeychainRequest, 'id'>): Promise<string | null> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...request });
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { workerData: this.#service });
    // A console that quits does not wait for a keychain.
    worker.unref();
    worker.on('message', (answer: KeychainAnswer) => this.#answered(answer));
    worker.on('error', (error) => this.#worker === worker && this.#ended(error.message));
    worker.on('exit', () => this.#worker === worker && this.#ended('The thread of the keychain ended.'));
    return worker;
  }

  #answered({ id, value, trouble }: KeychainAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (trouble) waiting?.reject(new KeychainTrouble(trouble.state, trouble.message));
    else waiting?.resolve(value ?? null);
  }

  #ended(message: string): void {
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new KeychainTrouble('unavailable', message));
  }
}
