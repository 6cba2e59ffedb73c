import { describe, expect, it } from 'vitest';
import type { HealthDetail } from '#contract/metrics.ts';
import { answerOf, runningOf } from './answer.ts';

const node = (name: string, hour: number) => ({
  name,
  started_at: new Date(Date.UTC(2026, 10, 22, hour)).toISOString(),
  last_at: '2026-11-22T11:59:58.000Z',
});
const health: HealthDetail = {
  generated_at: '2026-11-22T12:00:00.000Z',
  status: 'healthy',
  reasons: [],
  version: '0.1.0',
  database: 'postgres',
  nodes: [node('a', 9)],
  resources: [{ name: 'cpu.share', value: 0.2, mean: 0.2, peak: 0.3, limit: 1, light: 'green' }],
  services: [],
  certificates: [],
  traffic: {
    per_second: 0,
    p95_ms: null,
    p95_light: 'none',
    server_error_share: null,
    server_error_light: 'none',
    error_share: null,
    error_light: 'none',
  },
};

describe('the sentence about the state of things', () => {
  it('says that nothing is wrong, and what runs', () => {
    expect(answerOf(health)).toEqual({
      lead: 'Services, resources and traffic are on target.',
      rest: ' Version 0.1.0 on PostgreSQL, 1 node, up for 3 h.',
    });
  });

  it('begins with what is worst', () => {
    const { lead, rest } = answerOf({ ...health, reasons: ['the database is down', 'CPU is at 93 %'] });
    expect(lead).toBe('the database is down.');
    expect(rest).toContain(' CPU is at 93 %. Version');
  });

  it('counts the nodes from the one that runs longest', () => {
    expect(runningOf({ ...health, database: 'pglite', nodes: [node('a', 11), node('b', 2)] })).toBe(
      'Version 0.1.0 on the embedded database, 2 nodes, the longest up for 10 h.',
    );
    expect(runningOf({ ...health, nodes: [] })).toBe('Version 0.1.0 on PostgreSQL.');
  });
});
