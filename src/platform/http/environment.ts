import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { PlatformConfig } from '#platform/deps.ts';

/** What every request carries. `incoming` and `outgoing` are there when the app is served; tests hand in a look-alike. */
export interface PlatformEnvironment {
  Bindings: { incoming?: Pick<IncomingMessage, 'socket'>; outgoing?: ServerResponse };
  Variables: { requestId: string; address: string };
}

/** An inbound request id is kept where it can't disturb a log line or a header; else one is made. */
const saneRequestId = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;

export function requestIdOf(http: Context<PlatformEnvironment>): string {
  const inbound = http.req.header('x-request-id');
  return inbound !== undefined && saneRequestId.test(inbound) ? inbound : randomUUID();
}

/**
 * Network address of the caller. Behind a proxy it is the last hop of X-Forwarded-For, the one our own proxy wrote:
 * anything before that is what the caller claims.
 */
export function addressOf(http: Context<PlatformEnvironment>, config: Pick<PlatformConfig, 'trustProxy'>): string {
  if (config.trustProxy) {
    const forwarded = http.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return plainAddress(forwarded);
  }
  return plainAddress(http.env?.incoming?.socket.remoteAddress ?? 'unknown');
}

/** IPv4 written as IPv6 (`::ffff:192.0.2.1`) is the same caller as its plain form. */
function plainAddress(address: string): string {
  return (address.startsWith('::ffff:') ? address.slice(7) : address).slice(0, 64);
}

export function userAgentOf(http: Context<PlatformEnvironment>): string | null {
  return http.req.header('user-agent')?.slice(0, 300) ?? null;
}
