import type { LimitState } from './rate-limit.ts';

export interface MemoryLimit {
  name: string;
  /** Requests of one address within the window. */
  quota: number;
  windowSeconds: number;
}

/** Far above what a console or a gateway needs; it only keeps one address from taking the whole node. */
const general: MemoryLimit = { name: 'general', quota: 3000, windowSeconds: 10 };

/** The limit that every request counts against. */
export function createGeneralLimit(now?: () => number): (address: string) => LimitState {
  return createMemoryLimit(general, now);
}

/**
 * A limit per address in this node's memory: it protects the node itself, so a shared count would cost a round trip and
 * gain nothing. Loopback is the machine's own console or its proxy, and is counted but not refused.
 */
export function createMemoryLimit(
  { name, quota, windowSeconds }: MemoryLimit,
  now: () => number = Date.now,
): (address: string) => LimitState {
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
      name,
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
