import { configOf, createAxiosClient, failureOf, Guard, readHeaders } from './axios-client.ts';
import type { Transport } from './transport.ts';

/** Makes the transport over axios. */
export function createAxiosTransport(): Transport {
  const client = createAxiosClient();
  return async (request) => {
    const guard = new Guard(request);
    try {
      const response = await client.request<unknown>(configOf(request, guard.signal));
      const text = typeof response.data === 'string' ? response.data : '';
      return { status: response.status, headers: readHeaders(response), text };
    } catch (error) {
      throw failureOf(guard, error);
    } finally {
      guard.release();
    }
  };
}
