import { Readable } from 'node:stream';
import { configOf, createAxiosClient, failureOf, Guard, readHeaders } from './axios-client.ts';
import type { StreamTransport } from './transport.ts';

const ofAnyLength = { responseType: 'stream', maxContentLength: Number.POSITIVE_INFINITY } as const;

/** Makes the transport for answers of any length over axios. */
export function createAxiosStreamTransport(): StreamTransport {
  const client = createAxiosClient();
  return async (request) => {
    const guard = new Guard(request);
    try {
      const response = await client.request<unknown>({ ...configOf(request, guard.signal), ...ofAnyLength });
      return { status: response.status, headers: readHeaders(response), body: bodyOf(response.data, guard) };
    } catch (error) {
      guard.release();
      throw failureOf(guard, error);
    }
  };
}

/** Only waiting for the other side counts against the time limit, not what is done with what came. */
async function* bodyOf(stream: unknown, guard: Guard): AsyncGenerator<Uint8Array> {
  if (!(stream instanceof Readable)) throw new Error('The HTTP library answered without a stream.');
  const pieces = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      guard.wait();
      const { done, value } = (await pieces.next()) as IteratorResult<Buffer, undefined>;
      guard.rest();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw failureOf(guard, error);
  } finally {
    guard.release();
    stream.destroy();
  }
}
