import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { connect as connectSecure, TLSSocket } from 'node:tls';

/** What a probe found. */
export interface Finding {
  up: boolean;
  milliseconds: number;
  /** Why it is down, in words. */
  detail: string | null;
  certificateExpiresAt: Date | null;
}

/** Something that is looked at from outside. */
export interface Probe {
  service: string;
  /** Rejects with why it is down. */
  look(signal: AbortSignal): Promise<{ certificateExpiresAt: Date | null }>;
}

/** Carries on what was learned although it is down. */
class DownError extends Error {
  readonly certificateExpiresAt: Date | null;
  constructor(message: string, certificateExpiresAt: Date | null) {
    super(message);
    this.certificateExpiresAt = certificateExpiresAt;
  }
}

/** Looks once, for so long and no longer. Never fails. */
export async function runProbe(probe: Probe, patienceMilliseconds: number): Promise<Finding> {
  const started = performance.now();
  const patience = new AbortController();
  const late = new DownError(`No answer within ${patienceMilliseconds / 1000} seconds`, null);
  const timer = setTimeout(() => patience.abort(late), patienceMilliseconds);
  // A look that doesn't hear its signal must not hold up the others.
  const impatience = new Promise<never>((_resolve, reject) => {
    patience.signal.addEventListener('abort', () => reject(late), { once: true });
  });
  try {
    const { certificateExpiresAt } = await Promise.race([probe.look(patience.signal), impatience]);
    return { up: true, milliseconds: performance.now() - started, detail: null, certificateExpiresAt };
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
    const certificateExpiresAt = error instanceof DownError ? error.certificateExpiresAt : null;
    return { up: false, milliseconds: performance.now() - started, detail, certificateExpiresAt };
  } finally {
    clearTimeout(timer);
    patience.abort();
  }
}

/** The platform's own interface, asked as a client asks it. */
export function apiProbe(listeningUrl: string): Probe {
  return {
    service: 'api',
    look: async (signal) => {
      const answer = await fetch(`${listeningUrl}/ready`, { signal, redirect: 'manual' });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`/ready answers ${answer.status}`);
      return { certificateExpiresAt: null };
    },
  };
}

/** The mail server: it has to say 220. Nothing is sent. */
export function mailProbe(smtpUrl: string): Probe {
  const { protocol, hostname, port } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 465 : 587) };
  return {
    service: 'mail',
    look: (signal) =>
      new Promise((resolve, reject) => {
        const socket = secure ? connectSecure({ ...address, servername: address.host }) : connectPlain(address);
        let said = '';
        signal.addEventListener('abort', () => socket.destroy(), { once: true });
        socket.once('error', reject);
        socket.once('close', () => reject(new Error('The mail server hung up without a greeting')));
        socket.on('data', (chunk: Buffer) => {
          said = (said + chunk.toString('latin1')).slice(0, 300);
          if (!said.includes('\n')) return;
          if (said.startsWith('220')) resolve({ certificateExpiresAt: null });
          else reject(new Error(`The mail server says “${said.trim()}”`));
          socket.end('QUIT\r\n');
        });
      }),
  };
}

/** A page of the product: it has to answer, with a certificate that holds. */
export function hostProbe(address: string): Probe {
  const url = new URL(address);
  return {
    service: url.pathname === '/' && url.search === '' ? url.host : `${url.host}${url.pathname}${url.search}`,
    look: (signal) =>
      new Promise((resolve, reject) => {
        // What the certificate says is judged here, so that its last day is known also when it is past.
        const asked = request(
          url,
          { signal, rejectUnauthorized: false, agent: false, headers: { 'user-agent': 'Gatehouse probe' } },
          (answer) => {
            const socket = answer.socket;
            const expires = socket instanceof TLSSocket ? expiryOf(socket) : null;
            const status = answer.statusCode ?? 0;
            answer.destroy();
            if (socket instanceof TLSSocket && !socket.authorized) {
              const why = String(socket.authorizationError ?? 'no reason given');
              reject(new DownError(`Its certificate doesn’t hold: ${why}`, expires));
            } else if (status >= 500) reject(new DownError(`It answers ${status}`, expires));
            else resolve({ certificateExpiresAt: expires });
          },
        );
        asked.once('error', reject);
        asked.end();
      }),
  };
}

function expiryOf(socket: TLSSocket): Date | null {
  const expires = new Date(socket.getPeerCertificate().valid_to);
  return Number.isNaN(expires.getTime()) ? null : expires;
}
