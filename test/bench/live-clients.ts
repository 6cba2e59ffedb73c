import { connect, type Socket } from 'node:net';

/*
 * Thousands of readers in a process of their own, which do as little as a reader can: they count bytes. Messages tell
 * them what to connect to and when so many bytes more have come in.
 */

export interface ConnectOrder {
  kind: 'connect';
  port: number;
  path: string;
  /** One reader for each. */
  tokens: string[];
}
export interface CountOrder {
  kind: 'count';
  /** Told once so many bytes have come since this order. */
  bytes: number;
}
export type ClientOrder = ConnectOrder | CountOrder | { kind: 'total' } | { kind: 'leave' };

/** Readers that connect at a time: the queue of a listening socket is short. */
const atOnce = 100;
const buffer = Buffer.alloc(256 * 1024);
let sockets: Socket[] = [];
let total = 0;
let goal = Number.POSITIVE_INFINITY;

function tell(message: { kind: string; bytes?: number }): void {
  process.send?.(message);
}

function open({ port, path }: ConnectOrder, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let begun = false;
    const socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer,
        callback: (bytes) => {
          if (!begun) {
            begun = true;
            const head = buffer.toString('latin1', 0, 12);
            if (head === 'HTTP/1.1 200') resolve();
            else reject(new Error(`Answered ${head}`));
          }
          total += bytes;
          if (total >= goal) {
            goal = Number.POSITIVE_INFINITY;
            tell({ kind: 'counted' });
          }
          return true;
        },
      },
    });
    socket.on('error', reject);
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`);
    sockets.push(socket);
  });
}

async function obey(order: ClientOrder): Promise<void> {
  if (order.kind === 'connect') {
    for (let from = 0; from < order.tokens.length; from += atOnce) {
      await Promise.all(order.tokens.slice(from, from + atOnce).map((token) => open(order, token)));
    }
    tell({ kind: 'connected' });
  } else if (order.kind === 'count') {
    goal = total + order.bytes;
    tell({ kind: 'counting' });
  } else if (order.kind === 'total') tell({ kind: 'total', bytes: total });
  else {
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
    sockets = [];
    tell({ kind: 'left' });
  }
}

process.on('message', (order: ClientOrder) => {
  obey(order).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
});
