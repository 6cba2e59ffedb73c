import { describe, expect, it } from 'vitest';
import type { AlertRuleInput } from '#contract/alert-rules.ts';
import type { StoredPoint } from '#platform/metrics/history-repository.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { judge, reachMilliseconds } from './judge.ts';
import type { Sources } from './measure.ts';

const start = Date.parse('2026-03-02T09:00:00.000Z');

/** A point of values, so many seconds after the start. */
function point(seconds: number, values: readonly number[]): StoredPoint {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return {
    at: new Date(start + seconds * 1000),
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    histogram,
  };
}

const rule: AlertRuleInput = {
  name: 'A rule',
  metric: 'http.duration_ms',
  label: '',
  statistic: 'p95',
  window_seconds: 60,
  condition: { kind: 'threshold', direction: 'above', value: 500, clear: 400 },
  for_seconds: 60,
  clear_for_seconds: 60,
  minimum_count: 0,
  severity: 'warning',
  enabled: true,
};
const sources = (points: StoredPoint[], more: Partial<Sources> = {}): Sources => ({
  points,
  clientErrors: [],
  serverErrors: [],
  ...more,
});
const at = start + 60_000;
const said = (given: Partial<AlertRuleInput>, of: Sources) => judge({ ...rule, ...given }, of, at);

describe('a threshold', () => {
  it('is bad beyond the limit, good at the clear value and neither in between', () => {
    expect(said({}, sources([point(0, [501, 510])])).verdict).toBe('bad');
    expect(said({}, sources([point(0, [450])])).verdict).toBe('between');
    expect(said({}, sources([point(0, [390])])).verdict).toBe('good');
  });

  it('counts the limit itself as good enough where nothing else is named', () => {
    const condition = { kind: 'threshold', direction: 'below', value: 14, clear: null } as const;
    const days = (value: number) =>
      said({ metric: 'certificate.days_left', statistic: 'min', condition }, sources([point(0, [value])])).verdict;
    expect([days(13), days(14), days(15)]).toEqual(['bad', 'good', 'good']);
  });

  it('merges histograms of points in place of averaging percentiles', () => {
    const busy = point(
      0,
      Array.from({ length: 990 }, () => 100),
    );
    const few = point(
      10,
      Array.from({ length: 10 }, () => 5000),
    );
    expect(said({}, sources([busy, few])).value).toBeCloseTo(100, -1);
  });

  it('looks at its window alone', () => {
    expect(said({}, sources([point(-10, [9000]), point(0, [100]), point(60, [9000])])).verdict).toBe('good');
  });
});

describe('without data', () => {
  it('nothing is wrong where no requests came, and nothing can be said where measuring stopped', () => {
    expect(said({}, sources([])).verdict).toBe('good');
    expect(said({ metric: 'cpu.share', statistic: 'mean' }, sources([])).verdict).toBe('none');
  });

  it('a point that is no number is left out', () => {
    const broken = { ...point(0, [1]), sum: Number.NaN, max: Number.POSITIVE_INFINITY };
    const endless = { ...point(10, [1]), sum: Number.POSITIVE_INFINITY };
    const mean = { metric: 'cpu.share', statistic: 'mean' } as const;
    expect(said(mean, sources([broken, endless]))).toEqual({ verdict: 'none', value: null });
    expect(said(mean, sources([broken, point(20, [700])]))).toEqual({ verdict: 'bad', value: 700 });
  });

  it('absence is what is bad', () => {
    const absence = { condition: { kind: 'absence' } } as const;
    expect(said(absence, sources([point(-20, [1])])).verdict).toBe('bad');
    expect(said(absence, sources([point(30, [1])])).verdict).toBe('good');
  });
});

describe('a share of errors', () => {
  const share = {
    statistic: 'server_error_share',
    condition: { kind: 'threshold', direction: 'above', value: 0.001, clear: null },
    minimum_count: 100,
  } as const;
  const requests = (count: number) =>
    point(
      0,
      Array.from({ length: count }, () => 10),
    );

  it('is of all requests', () => {
    const found = said(share, sources([requests(1000)], { serverErrors: [point(0, [1, 1])] }));
    expect(found).toEqual({ verdict: 'bad', value: 0.002 });
    const both = said(
      { ...share, statistic: 'error_share' },
      sources([requests(1000)], { serverErrors: [point(0, [1, 1])], clientErrors: [point(10, [1, 1, 1])] }),
    );
    expect(both.value).toBe(0.005);
  });

  it('is not judged by a handful of requests', () => {
    expect(said(share, sources([requests(3)], { serverErrors: [point(0, [1])] })).verdict).toBe('good');
  });
});

describe('a change', () => {
  const change = {
    statistic: 'rate',
    condition: { kind: 'change', direction: 'fall', share: 0.5 },
  } as const;
  it('is against the window before', () => {
    expect(said(change, sources([point(-30, [1, 1, 1, 1]), point(30, [1])]))).toEqual({ verdict: 'bad', value: -0.75 });
    expect(said(change, sources([point(-30, [1, 1]), point(30, [1, 1])])).verdict).toBe('good');
  });
  it('is none where there was nothing before', () => {
    expect(said(change, sources([point(30, [1])])).verdict).toBe('good');
  });
});

describe('a budget', () => {
  const burn = {
    statistic: 'server_error_share',
    condition: { kind: 'burn_rate', budget: 0.001, factor: 10, long_seconds: 600 },
    minimum_count: 50,
  } as const;
  const minutes = (failing: number, requests = 100) => ({
    points: Array.from({ length: 10 }, (_, index) => point(index * 60 - 540, Array(requests).fill(1))),
    serverErrors: Array.from({ length: failing }, (_, index) => point(0 - index * 60, [1, 1, 1])).reverse(),
    clientErrors: [],
  });
  it('must burn in the short and in the long window', () => {
    expect(said(burn, minutes(10)).verdict).toBe('bad');
    expect(said(burn, minutes(1)).verdict).toBe('between');
    expect(said(burn, minutes(0)).verdict).toBe('good');
  });
  it('is not burned by a single request at night', () => {
    expect(said(burn, minutes(1, 1)).verdict).toBe('good');
  });
  it('needs points as far back as its long window', () => {
    expect(reachMilliseconds({ ...rule, ...burn })).toBe(600_000);
  });
});
