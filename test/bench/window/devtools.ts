interface Message {
  id?: number;
  result?: unknown;
  error?: { message: string };
  /** Of what is told without having been asked for. */
  method?: string;
  params?: unknown;
}

/** One page over the Chrome DevTools Protocol, with nothing in between that would take time of its own. */
export class DevTools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Map<string, (event: never) => void>();
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The window closed.'));
      this.#waiting.clear();
    });
  }

  static async connect(url: string): Promise<DevTools> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error(`${url} does not answer.`)), { once: true });
    });
    return new DevTools(socket);
  }

  send<Answer>(method: string, parameters: object = {}): Promise<Answer> {
    this.#sent += 1;
    const id = this.#sent;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#socket.send(JSON.stringify({ id, method, params: parameters }));
    });
  }

  /** Runs an expression in the page and gives its value; a promise is waited for. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await this.send<{
      result: { value: Value };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Tells of events of a kind until the answer is called; one listener for each kind. */
  on<Event>(method: string, listener: (event: Event) => void): () => void {
    this.#listeners.set(method, listener);
    return () => this.#listeners.delete(method);
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as Message;
    if (message.method !== undefined) this.#listeners.get(message.method)?.(message.params as never);
    const waiting = message.id === undefined ? undefined : this.#waiting.get(message.id);
    if (message.id === undefined || waiting === undefined) return;
    this.#waiting.delete(message.id);
    if (message.error) waiting.reject(new Error(message.error.message));
    else waiting.resolve(message.result);
  }
}
