import { randomUUID } from 'node:crypto';
import type { IngestAnswer } from '#contract/ingest.ts';
import type { TestAnswer, TestPlatform } from './platform.ts';

export type ReportKind = 'requests' | 'usage' | 'errors';

/** The product's gateway, with an ingest key of its own. */
export interface TestGateway {
  key: string;
  keyId: string;
  /** Reports events and returns whatever came back. */
  attempt(kind: ReportKind, events: unknown): Promise<TestAnswer<IngestAnswer>>;
  /** Reports events; a problem fails the test. */
  report(kind: ReportKind, events: unknown): Promise<IngestAnswer>;
}

export async function openGateway(platform: TestPlatform, name = 'Product gateway'): Promise<TestGateway> {
  const { id, key } = await platform.call('ingest.keys.create', { body: { name } });
  const headers = { authorization: `Bearer ${key}` };
  const attempt: TestGateway['attempt'] = (kind, events) =>
    platform.attempt(`ingest.${kind}`, { body: { events } as never }, { as: null, headers });
  return {
    key,
    keyId: id,
    attempt,
    report: async (kind, events) => {
      const { body, problem } = await attempt(kind, events);
      if (!body) throw new Error(`The report was refused: ${problem?.detail}`);
      return body;
    },
  };
}

/** When the test clock begins, less a minute. */
const someTime = '2026-03-02T08:59:00.000Z';

export function requestEvent(more: object = {}) {
  return {
    id: randomUUID(),
    at: someTime,
    method: 'GET',
    route: '/api/conversations/{id}',
    status: 200,
    duration_ms: 12.5,
    bytes: 2048,
    ...more,
  };
}

export function usageEvent(userId: string, more: object = {}) {
  return {
    id: randomUUID(),
    at: someTime,
    user_id: userId,
    provider: 'anthropic',
    model: 'claude-sonnet-4-5',
    agent: 'researcher',
    input_tokens: 1200,
    output_tokens: 300,
    cost_usd_micros: 8100,
    latency_ms: 840,
    success: true,
    ...more,
  };
}

export function errorEvent(more: object = {}) {
  return {
    id: randomUUID(),
    at: someTime,
    fingerprint: 'stream-closed',
    title: 'The stream closed early',
    message: 'upstream closed after 3 chunks',
    level: 'error',
    route: '/api/chat/stream',
    ...more,
  };
}
