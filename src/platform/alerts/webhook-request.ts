import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from '#shared/public-address.ts';

/** What a whole exchange may take, from the first name that is resolved to the last byte that is read. */
const limitMilliseconds = 5000;

/** Why an address can't be a webhook's; null where it can. What its name leads to is looked at with every message. */
export function refuseAddress(address: string, allowPrivate: boolean): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'Not an address';
  }
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'The address must be https';
  if (url.username !== '' || url.password !== '') return 'The address must hold no name and no password';
  const host = hostOf(url);
  if (allowPrivate) return null;
  if (isIP(host) !== 0 ? !isPublicAddress(host) : /(^|\.)(localhost|local|internal)$/.test(host.replace(/\.$/, ''))) {
    return 'The address leads into a private network';
  }
  return null;
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

/**
 * Resolves a name and hands on the addresses that were looked at, so that the connection goes where was looked and not
 * where the name leads a moment later.
 */
export function publicLookup(resolveName: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new Error('The name leads nowhere'), '', 0);
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new Error('The name leads into a private network'), '', 0);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** `t=<seconds>,v1=<HMAC-SHA-256 of "<seconds>.<body>" in hex>`: who it is from, and when. */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

export interface WebhookMessage {
  url: string;
  id: string;
  body: string;
  secret: string;
  at: Date;
  userAgent: string;
}

/**
 * Posts a message. Redirects are not followed and no more than the status is read.
 *
 * @returns why it was not taken, in words; null where it was
 */
export function postWebhook(message: WebhookMessage, allowPrivate: boolean): Promise<string | null> {
  const refused = refuseAddress(message.url, allowPrivate);
  if (refused !== null) return Promise.resolve(refused);
  const url = new URL(message.url);
  const signal = AbortSignal.timeout(limitMilliseconds);
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(message.body),
      'user-agent': message.userAgent,
      'gatehouse-delivery': message.id,
      'gatehouse-signature': signatureOf(message.secret, message.body, message.at),
    },
    // A connection that is kept would have been looked at for another message.
    agent: false,
    signal,
    ...(allowPrivate ? {} : { lookup: publicLookup(lookup) }),
  };
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, options, (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      if (status >= 200 && status < 300) resolve(null);
      else
        resolve(
          status >= 300 && status < 400
            ? `It answered ${status}, and redirects are not followed`
            : `It answered ${status}`,
        );
    });
    request.on('error', (error: Error) => {
      resolve(signal.aborted ? `No answer within ${limitMilliseconds / 1000} seconds` : error.message.slice(0, 300));
    });
    request.end(message.body);
  });
}
