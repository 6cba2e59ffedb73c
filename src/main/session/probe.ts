import type { Exchange } from '#main/platform-client/exchange.ts';
import { buildRequest } from '#main/platform-client/request.ts';

/** Whether a platform answers at all. */
export async function probeHealth(exchange: Exchange, origin: string | null): Promise<boolean> {
  const request = await buildRequest('monitoring.health', {});
  if (!request.ok || origin === null) return false;
  const answer = await exchange.send(request.value, { origin, accessToken: null });
  // Any answer of a platform will do; what is wrong with it is for the next call to say.
  return answer.ok || answer.error.status !== null;
}
