import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the fake platform received it. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Behaviour = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;

/** A platform on a real socket whose answers a test writes, to show the console what a good platform never would. */
export interface FakePlatform {
  url: string;
  received: ReceivedRequest[];
  /** How many requests went to this path. */
  count(path: string): number;
  stop(): Promise<void>;
}

export async function startFakePlatform(behaviour: Behaviour, port = 0): Promise<FakePlatform> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
    received.push(request);
    await behaviour(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}`,
    received,
    count: (path) => received.filter((request) => request.path.split('?')[0] === path).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(response: ServerResponse, status: number, value: unknown, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

export function answerProblem(response: ServerResponse, status: number, kind: string, more: object = {}): void {
  const document = {
    type: `/problems/${kind}`,
    title: kind,
    status,
    detail: `About ${kind}.`,
    request_id: 'from-platform',
  };
  response.writeHead(status, { 'content-type': 'application/problem+json', 'x-request-id': 'from-platform' });
  response.end(JSON.stringify({ ...document, ...more }));
}

export const fakeUser = {
  id: '3f1c9d1e-0000-4000-8000-000000000001',
  email: 'mei@example.com',
  username: 'mei',
  full_name: 'Mei Lindqvist',
  role: 'ops',
  beta_tier: null,
  email_verified_at: null,
  totp_enabled: false,
};

/** The answer to sign-in and refresh; the tokens carry a name, so that a test sees which were used. */
export function fakeTokens(name: string, more: object = {}): object {
  return {
    access_token: `access-${name}`,
    refresh_token: `refresh-${name}`,
    token_type: 'Bearer',
    expires_in: 900,
    user: fakeUser,
    ...more,
  };
}
