/** Reads on their way at a time. Whoever asks meanwhile shares the next one, so reads grow with the load, not their number. */
const mostReads = 2;

/**
 * Turns reads by key that are asked for in the same turn of the event loop into one read of many keys. A busy node
 * then asks the database once for all requests that are waiting, an idle one loses nothing.
 *
 * What is asked for is read after it was asked, never from a cache: a change that was committed before is always seen.
 * Several callers may get the same object, so nobody may change it.
 */
export function coalesce<Value>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let gathering = new Map<string, Waiting<Value>>();
  let reading = 0;
  let scheduled = false;

  const schedule = () => {
    if (scheduled || reading >= mostReads || gathering.size === 0) return;
    scheduled = true;
    setImmediate(send);
  };

  const send = () => {
    scheduled = false;
    const batch = gathering;
    gathering = new Map();
    reading += 1;
    load([...batch.keys()])
      .then(
        (found) => {
          for (const [key, waiting] of batch) waiting.resolve(found.get(key));
        },
        (error: unknown) => {
          for (const waiting of batch.values()) waiting.reject(error);
        },
      )
      .finally(() => {
        reading -= 1;
        schedule();
      });
  };

  return (key) => {
    const known = gathering.get(key);
    if (known) return known.promise;
    const waiting = createWaiting<Value>();
    gathering.set(key, waiting);
    schedule();
    return waiting.promise;
  };
}

interface Waiting<Value> {
  promise: Promise<Value | undefined>;
  resolve(value: Value | undefined): void;
  reject(error: unknown): void;
}

function createWaiting<Value>(): Waiting<Value> {
  let resolve: Waiting<Value>['resolve'] = () => undefined;
  let reject: Waiting<Value>['reject'] = () => undefined;
  const promise = new Promise<Value | undefined>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
