import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** What becomes of the body of an answer: it is kept back for good, comes late, or is cut off, as proxies do it. */
export type Handing = 'as it comes' | 'kept back' | { lateBy: number } | { cutAfter: number };

/** A way to a platform on which some requests fail, as one part of it may while the others work. */
export interface FailingProxy {
  url: string;
  /** How the platform's stream is handed on from now on. Those that are open end at once. */
  handStream(how: Handing): void;
  /** Which requests answer “internal” from now on, by their path and query. */
  fail(which: (path: string) => boolean): void;
  /** What those answers name. */
  requestId: string;
  /** The next request of these is carried out, and its answer lost on the way back. */
  loseNext(which: (path: string) => boolean): void;
  /** Answers to these requests are kept until `release`. */
  hold(which: (path: string) => boolean): void;
  /** Hands over what was held, and holds no more. */
  release(): void;
  close(): Promise<void>;
}

export async function proxyTo(address: string): Promise<FailingProxy> {
  const requestId = '0198f5c2-7b1e-7c55-9d0e-3f0b6a4e2d11';
  let fails: (path: string) => boolean = () => false;
  let handing: Handing = 'as it comes';
  const streams = new Set<ServerResponse>();
  const problem = JSON.stringify({
    type: '/problems/internal',
    title: 'The platform failed',
    status: 500,
    detail: 'This could not be read.',
    request_id: requestId,
  });
  let loses: (path: string) => boolean = () => false;
  let holds: (path: string) => boolean = () => false;
  let held: (() => void)[] = [];
  const release = () => {
    holds = () => false;
    for (const hand of held) hand();
    held = [];
  };
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (fails(path)) {
      incoming.resume();
      outgoing.writeHead(500, { 'content-type': 'application/problem+json', 'x-request-id': requestId }).end(problem);
      return;
    }
    const { method, headers } = incoming;
    const onward = request(new URL(path, address), { ...(method ? { method } : {}), headers }, (answer) => {
      if (loses(path)) {
        loses = () => false;
        answer.resume();
        answer.on('end', () => outgoing.destroy());
        return;
      }
      if (holds(path)) {
        held.push(() => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!path.includes('/metrics/stream')) {
        answer.pipe(outgoing);
        return;
      }
      streams.add(outgoing);
      outgoing.flushHeaders();
      hand(answer, outgoing, handing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => {
      streams.delete(outgoing);
      onward.destroy();
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requestId,
    handStream: (how) => {
      handing = how;
      for (const stream of streams) stream.destroy();
    },
    fail: (which) => {
      fails = which;
    },
    loseNext: (which) => {
      loses = which;
    },
    hold: (which) => {
      holds = which;
    },
    release,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function hand(answer: IncomingMessage, outgoing: ServerResponse, how: Handing): void {
  if (how === 'kept back') answer.resume();
  else if (how === 'as it comes' || 'cutAfter' in how) answer.pipe(outgoing);
  else answer.on('data', (piece: Buffer) => setTimeout(() => outgoing.write(piece), how.lateBy));
  answer.on('error', () => outgoing.destroy());
  if (typeof how === 'object' && 'cutAfter' in how) setTimeout(() => outgoing.destroy(), how.cutAfter);
}
