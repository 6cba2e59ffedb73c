import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createAxiosStreamTransport } from './axios-stream-transport.ts';
import { Download } from './download.ts';
import { buildRequest } from './request.ts';
import type { StreamTransport } from './transport.ts';

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server === null ? done(null) : server.close(done)));
  server = null;
});

async function listen(behaviour: RequestListener): Promise<string> {
  server = createServer(behaviour).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function fetchFrom(
  origin: string,
  options: { signal?: AbortSignal; sink?: (piece: Uint8Array) => Promise<void>; transport?: StreamTransport } = {},
) {
  const outcomes: string[] = [];
  const transport = options.transport ?? createAxiosStreamTransport();
  const download = new Download({ transport, userAgent: 't', onOutcome: (outcome) => outcomes.push(outcome) });
  const request = await buildRequest('audit.export', { query: { format: 'csv' } });
  if (!request.ok) throw new Error(request.error.detail);
  const target = { origin, accessToken: 'token' };
  const { signal } = options;
  const answer = await download.fetch(request.value, target, options.sink ?? (async () => undefined), { signal });
  return { answer, outcomes };
}

const csv = { 'content-type': 'text/csv; charset=utf-8' };

describe('a download over a real connection', () => {
  it('of many megabytes is never more than a little ahead of whoever writes it down', async () => {
    const piece = Buffer.alloc(256 * 1024, 'x');
    let sent = 0;
    const origin = await listen((_request, response) => {
      response.writeHead(200, csv);
      const write = () => {
        while (sent < 200) {
          sent += 1;
          if (!response.write(piece)) return void response.once('drain', write);
        }
        response.end();
      };
      write();
    });
    let [received, farthest] = [0, 0];
    const sink = async (bytes: Uint8Array) => {
      received += bytes.length;
      farthest = Math.max(farthest, sent * piece.length - received);
      await new Promise((done) => setImmediate(done));
    };
    const { answer, outcomes } = await fetchFrom(origin, { sink });
    expect(answer).toEqual({ ok: true, value: null });
    expect(received).toBe(200 * piece.length);
    // Of 50 MB; what the system holds between the two differs from machine to machine.
    expect(farthest).toBeLessThan(20 * 1024 * 1024);
    expect(outcomes).toEqual(['online']);
  });

  it('ends at once when it is cancelled, on both sides', async () => {
    let gone: () => void = () => undefined;
    const clientGone = new Promise<void>((done) => {
      gone = done;
    });
    const origin = await listen((_request, response) => {
      response.writeHead(200, csv).write('sequence\r\n');
      response.once('close', gone);
    });
    const controller = new AbortController();
    const { answer } = await fetchFrom(origin, {
      signal: controller.signal,
      sink: async () => controller.abort(),
    });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    await clientGone;
  });

  it('that breaks off is not whole', async () => {
    const origin = await listen((_request, response) => {
      response.writeHead(200, csv).write('sequence\r\n', () => response.destroy());
    });
    const { answer, outcomes } = await fetchFrom(origin);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(outcomes).toEqual(['online', 'offline']);
  });

  it('waits for each piece no longer than for an answer, and however long the sink takes', async () => {
    const origin = await listen((_request, response) => {
      response.writeHead(200, csv).write('sequence\r\n');
    });
    const transport = createAxiosStreamTransport();
    const hasty: StreamTransport = (request) => transport({ ...request, timeoutMilliseconds: 200 });
    const began = Date.now();
    const { answer } = await fetchFrom(origin, {
      transport: hasty,
      sink: () => new Promise((done) => setTimeout(done, 400)),
    });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    expect(Date.now() - began).toBeGreaterThanOrEqual(550);
  });

  it('reports a problem as one', async () => {
    const body = { type: '/problems/forbidden', title: 't', status: 403, detail: 'For admins.', request_id: 'r1' };
    const origin = await listen((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
    });
    expect((await fetchFrom(origin)).answer).toMatchObject({
      ok: false,
      error: { kind: 'forbidden', detail: 'For admins.', request_id: 'r1' },
    });
  });
});
