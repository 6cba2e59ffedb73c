import { Worker } from 'node:worker_threads';
import type { PageRequest, PageVerdict } from './page.ts';

interface Waiting {
  resolve(verdict: PageVerdict): void;
  reject(error: Error): void;
}

/** Checks pages in a thread of its own, started with the first page and again after it died. */
export class CheckThread {
  readonly #script: string;
  #worker: Worker | null = null;
  #waiting: Waiting[] = [];

  /** @param script the built `check-worker.ts` */
  constructor(script: string) {
    this.#script = script;
  }

  verify(request: PageRequest): Promise<PageVerdict> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
  }

  /** Ends the thread; what it was doing is given up. */
  stop(): void {
    const worker = this.#worker;
    this.#ended(new Error('The check was ended.'));
    void worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#script);
    // A console that quits does not wait for a check.
    worker.unref();
    worker.on('message', (verdict: PageVerdict) => this.#waiting.shift()?.resolve(verdict));
    worker.on('error', (error) => this.#worker === worker && this.#ended(error));
    worker.on('exit', () => this.#worker === worker && this.#ended(new Error('The checking thread ended.')));
    return worker;
  }

  #ended(error: Error): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
