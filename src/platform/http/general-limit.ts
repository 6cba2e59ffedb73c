import type { LimitState } from './rate-limit.ts';

const windowSeconds = 10;
/** Far above what a console or a gateway needs; it only keeps one address from taking the whole node. */
const quota = 3000;

/**
 * The limit every request counts against, per address and in this node's memory: it protects the node itself, so a
 * shared count would cost a round trip and gain nothing. Loopback is the machine's own console or its proxy, and is
 * counted but not refused.
 */
export function createGeneralLimit(now: () => number = Date.now): (address: string) => LimitState {
  let window = 0;
  let hits = new Map<string, number>();
  return (address) => {
    const time = now();
    const current = Math.floor(time / (windowSeconds * 1000));
    if (current !== window) {
      window = current;
      hits = new Map();
    }
    const count = (hits.get(address) ?? 0) + 1;
    hits.set(address, count);
    return {
      name: 'general',
      allowed: count <= quota || isLoopback(address),
      quota,
      remaining: Math.max(0, quota - count),
      windowSeconds,
      resetSeconds: Math.max(1, Math.ceil(((current + 1) * windowSeconds * 1000 - time) / 1000)),
    };
  };
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
