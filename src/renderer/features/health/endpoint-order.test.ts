import { describe, expect, it } from 'vitest';
import type { EndpointHealth } from '#contract/metrics.ts';
import { endpointOrders, inOrder, nextOrder } from './endpoint-order.ts';

const endpoint = (name: string, more: Partial<EndpointHealth>): EndpointHealth => ({
  source: 'platform',
  endpoint: name,
  requests: 1,
  per_second: 0.1,
  mean_ms: 1,
  p50_ms: 1,
  p95_ms: 1,
  p99_ms: 1,
  client_errors: 0,
  server_errors: 0,
  target_ms: null,
  light: 'none',
  ...more,
});
const items = [
  endpoint('GET /b', { light: 'green', p95_ms: 40, requests: 5 }),
  endpoint('GET /a', { light: 'red', p95_ms: 900 }),
  endpoint('GET /c', { light: 'none', p95_ms: null, requests: 9 }),
  endpoint('GET /d', { light: 'none', p95_ms: 3 }),
];
const names = (order: Parameters<typeof inOrder>[1]) => inOrder(items, order).map((item) => item.endpoint.slice(-1));

describe('the order of endpoints', () => {
  it('begins with what is worst, equals by what is called most', () => {
    expect(names('-light')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('puts what has no value last, whichever way', () => {
    expect(names('-p95_ms')).toEqual(['a', 'b', 'd', 'c']);
    expect(names('p95_ms')).toEqual(['d', 'b', 'a', 'c']);
  });

  it('turns round with a second press', () => {
    expect(nextOrder('-light', 'p95_ms')).toBe('-p95_ms');
    expect(nextOrder('-p95_ms', 'p95_ms')).toBe('p95_ms');
    expect(nextOrder('-p95_ms', 'endpoint')).toBe('endpoint');
    expect(new Set(endpointOrders).size).toBe(16);
  });
});
