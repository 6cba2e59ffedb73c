import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { MetricName } from '#contract/metric-series.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { isTime } from './series.ts';

/** What was measured of one series since the meter was read last. */
export interface Measured {
  name: MetricName;
  label: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  histogram: Histogram | null;
}

/** What the way to the database tells of itself. */
export interface DatabaseObserver {
  /** A statement was answered, or failed. */
  queried(milliseconds: number): void;
  /** Somebody got a connection of their own. */
  waited(milliseconds: number): void;
}

/**
 * Gathers in memory what one node measures. It is on the path of every request and every query, so it does a few additions
 * and nothing that could fail or wait.
 */
export interface Meter extends DatabaseObserver {
  readonly node: { name: string; startedAt: Date };
  /** An answer, under the path of its operation or page. */
  request(method: string, route: string, status: number, milliseconds: number): void;
  /** One value of any series. What is no finite number is left out. */
  observe(name: MetricName, label: string, value: number): void;
  /** Everything since the last time, and begins anew. */
  drain(): Measured[];
  /** What of the series of everything (those without a label) will be in the next `drain`. To be read at once, and not changed. */
  peek(): Measured[];
}

/** From here on a statement is slow. */
const slowMilliseconds = 1000;

/** Asked by balancers all day long; nobody waits for them, so they are no part of what requests took. */
const askedByMachines: ReadonlySet<string> = new Set(['/health', '/ready']);

interface EndpointCounts {
  duration: Measured;
  clientErrors: number;
  serverErrors: number;
}

export function createMeter(startedAt: Date, name = nodeName()): Meter {
  let endpoints = new Map<string, EndpointCounts>();
  let series = new Map<string, Measured>();
  let queries = empty('database.query_ms', '');
  let waits = empty('database.wait_ms', '');
  let slow = 0;
  let queried = false;

  const endpoint = (label: string): EndpointCounts => {
    let counts = endpoints.get(label);
    if (!counts) {
      counts = { duration: empty('http.duration_ms', label), clientErrors: 0, serverErrors: 0 };
      endpoints.set(label, counts);
    }
    return counts;
  };
  const count = (counts: EndpointCounts, status: number, milliseconds: number) => {
    add(counts.duration, milliseconds);
    if (status >= 500) counts.serverErrors += 1;
    else if (status >= 400) counts.clientErrors += 1;
  };

  const countsOf = (label: string, { duration, clientErrors, serverErrors }: EndpointCounts) => [
    duration,
    counted('http.client_errors', label, clientErrors),
    counted('http.server_errors', label, serverErrors),
  ];
  const isMeasured = ({ count: times, sum }: Measured) => times > 0 && Number.isFinite(sum);

  return {
    node: { name, startedAt },
    request: (method, route, status, milliseconds) => {
      // An address that is nobody's may come with any method that somebody thought of: all of them are one endpoint.
      count(endpoint(route === 'unknown' ? route : `${method} ${route}`), status, milliseconds);
      if (!askedByMachines.has(route)) count(endpoint(''), status, milliseconds);
    },
    queried: (milliseconds) => {
      queried = true;
      add(queries, milliseconds);
      if (milliseconds > slowMilliseconds) slow += 1;
    },
    waited: (milliseconds) => add(waits, milliseconds),
    observe: (metric, label, value) => {
      const key = `${metric} ${label}`;
      let known = series.get(key);
      if (!known) {
        known = empty(metric, label);
        series.set(key, known);
      }
      add(known, value);
    },
    drain: () => {
      const measured = [...series.values(), queries, waits];
      for (const [label, counts] of endpoints) {
        measured.push(...countsOf(label, counts));
      }
      if (queried) measured.push(counted('database.slow_queries', '', slow));
      endpoints = new Map();
      series = new Map();
      queries = empty('database.query_ms', '');
      waits = empty('database.wait_ms', '');
      slow = 0;
      queried = false;
      return measured.filter(isMeasured);
    },
    peek: () => {
      const all = endpoints.get('');
      return [queries, waits, ...(all ? countsOf('', all) : [])].filter(isMeasured);
    },
  };
}

/** A new one at every start: what an earlier process measured stays its own. */
function nodeName(): string {
  return `${hostname().slice(0, 60)}-${randomBytes(3).toString('hex')}`;
}

function empty(name: MetricName, label: string): Measured {
  return { name, label, count: 0, sum: 0, min: 0, max: 0, histogram: isTime(name) ? new Histogram() : null };
}

/** How often something happened while it could have happened: 0 is a value too. */
function counted(name: MetricName, label: string, times: number): Measured {
  return { name, label, count: 1, sum: times, min: times, max: times, histogram: null };
}

function add(measured: Measured, value: number): void {
  if (!Number.isFinite(value)) return;
  if (measured.histogram && !measured.histogram.record(value)) return;
  if (measured.count === 0 || value < measured.min) measured.min = value;
  if (measured.count === 0 || value > measured.max) measured.max = value;
  measured.count += 1;
  measured.sum += value;
}
