import type { Registry } from 'prom-client';
import { metricSeries } from '#contract/metric-series.ts';
import type { Meter } from './meter.ts';

/** What this node measures, as Prometheus reads it. */
export interface Exporter {
  /** Passes everything on to a meter, and counts it for Prometheus on the way. */
  watch(meter: Meter): Meter;
  /** The text of one scrape. */
  scrape(): Promise<{ contentType: string; body: string }>;
}

const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.5, 1, 2.5, 5, 10];

/** Loads the library: only where somebody asks for it by setting a token. */
export async function createExporter(): Promise<Exporter> {
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import('prom-client');
  const registry: Registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'gatehouse_http_request_duration_seconds',
    help: 'Time of requests by operation',
    labelNames: ['method', 'route', 'status'],
    buckets: durations,
    registers: [registry],
  });
  const database = (name: string, help: string) =>
    new Histogram({ name: `gatehouse_database_${name}_seconds`, help, buckets: durations, registers: [registry] });
  const queries = database('query_duration', 'Time of database statements');
  const waits = database('connection_wait', 'Time that was waited for a database connection');
  const gauges = new Map<string, InstanceType<typeof Gauge>>();
  const gauge = (name: keyof typeof metricSeries) => {
    const known = gauges.get(name);
    if (known) return known;
    const { title, labelled } = metricSeries[name];
    const made = new Gauge({
      name: `gatehouse_${name.replaceAll('.', '_')}`,
      help: title,
      labelNames: labelled ? [labelled] : [],
      registers: [registry],
    });
    gauges.set(name, made);
    return made;
  };

  return {
    watch: (meter) => ({
      ...meter,
      request: (method, route, status, milliseconds) => {
        const of = { method: route === 'unknown' ? '' : method, route, status: String(status) };
        requests.observe(of, milliseconds / 1000);
        meter.request(method, route, status, milliseconds);
      },
      queried: (milliseconds) => {
        queries.observe(milliseconds / 1000);
        meter.queried(milliseconds);
      },
      waited: (milliseconds) => {
        waits.observe(milliseconds / 1000);
        meter.waited(milliseconds);
      },
      observe: (name, label, value) => {
        const { labelled, unit } = metricSeries[name];
        // Times of the event loop are in the library's own metrics.
        if (unit !== 'ms' && Number.isFinite(value)) {
          if (labelled) gauge(name).set({ [labelled]: label }, value);
          else gauge(name).set(value);
        }
        meter.observe(name, label, value);
      },
    }),
    scrape: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
