import { metricSeries } from '#contract/metric-series.ts';
import type { HealthDetail, Light } from '#contract/metrics.ts';
import { countOpenAlerts } from '#platform/alerts/alert-repository.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { readServices } from '#platform/uptime/read-service.ts';
import { serviceTitle } from '#shared/incidents/services.ts';
import { light } from '#shared/metrics/light.ts';
import { judge, type Trouble } from '#shared/metrics/verdict.ts';
import { usualTarget } from './endpoint-service.ts';
import { percentilesOf } from './history-service.ts';
import { readNodes } from './node-repository.ts';
import type { StoredProbe } from './probe-repository.ts';
import { resources } from './resource-service.ts';
import { serviceHealth } from './service-health.ts';
import { sumSeries } from './sum-repository.ts';

type Deps = Pick<PlatformDeps, 'database' | 'databaseKind' | 'clock' | 'config'>;

const minute = 60_000;
const day = 24 * 60 * minute;
const trafficMilliseconds = 5 * minute;
/** R10: server errors (S3) and all errors (S2). */
const serverErrorTarget = 0.001;
const errorTarget = 0.01;
/** From here on there is time to renew a certificate. */
const certificateTargetDays = 30;

/** Everything that says how the platform is, with one verdict over it and over the alerts that are open. */
export async function healthDetail(deps: Deps): Promise<HealthDetail> {
  const now = deps.clock.now();
  const [nodes, found, known, traffic, alerts] = await Promise.all([
    readNodes(deps.database, new Date(now.getTime() - minute)),
    resources(deps),
    // Up to and with this millisecond: what was declared just now is there.
    readServices(deps.database, new Date(now.getTime() - 30 * day), new Date(now.getTime() + 1), now),
    trafficOf(deps, now),
    countOpenAlerts(deps.database),
  ]);
  const services = known.names.map((name) => serviceHealth(known, name, now));
  const probes = known.names.flatMap((name) => known.probe(name) ?? []);
  const certificates = probes.filter(({ certificate_expires_at: expires }) => expires !== null).map(certificateOf(now));
  const parts = { resources: found, services, certificates, traffic };
  return {
    generated_at: now.toISOString(),
    ...judge(troublesOf(parts), alerts),
    version: deps.config.version,
    database: deps.databaseKind,
    nodes: nodes.map((node) => ({
      name: node.name,
      started_at: node.started_at.toISOString(),
      last_at: node.last_at.toISOString(),
    })),
    ...parts,
  };
}

function certificateOf(now: Date) {
  return ({ service, certificate_expires_at: expires }: StoredProbe): HealthDetail['certificates'][number] => {
    const left = expires && (expires.getTime() - now.getTime()) / day;
    return {
      host: service,
      expires_at: expires?.toISOString() ?? null,
      days_left: left,
      light: light(left, certificateTargetDays, 'higher_count'),
    };
  };
}

async function trafficOf({ database }: Deps, now: Date): Promise<HealthDetail['traffic']> {
  const from = new Date(now.getTime() - trafficMilliseconds);
  const names = ['http.duration_ms', 'http.client_errors', 'http.server_errors'] as const;
  const sums = await sumSeries(database, names, [{ resolution: 10, from, to: now }], '');
  const all = sums.get('http.duration_ms')?.get('');
  const share = (errors: number) => (all ? errors / all.count : null);
  const server = sums.get('http.server_errors')?.get('')?.sum ?? 0;
  const client = sums.get('http.client_errors')?.get('')?.sum ?? 0;
  const p95 = (all && percentilesOf(all)[1]) ?? null;
  return {
    per_second: (all?.count ?? 0) / (trafficMilliseconds / 1000),
    p95_ms: p95,
    p95_light: light(p95, usualTarget, 'lower'),
    server_error_share: share(server),
    server_error_light: light(share(server), serverErrorTarget, 'lower'),
    error_share: share(server + client),
    error_light: light(share(server + client), errorTarget, 'lower'),
  };
}

function troublesOf(parts: Pick<HealthDetail, 'resources' | 'services' | 'certificates' | 'traffic'>): Trouble[] {
  const troubles: Trouble[] = [];
  const note = (colour: Light, said: string) => {
    if (colour === 'red' || colour === 'yellow') troubles.push({ red: colour === 'red', said });
  };
  for (const { name, state, light: colour, target, detail } of parts.services) {
    if (state === 'down') note('red', `${serviceTitle(name)} is down${detail ? `: ${detail}` : ''}`);
    else note(colour, `${serviceTitle(name)} was up for less than ${percent(target)} of the last 30 days`);
  }
  const { traffic } = parts;
  note(traffic.p95_light, `p95 of the last five minutes is ${Math.round(traffic.p95_ms ?? 0)} ms`);
  note(traffic.server_error_light, `${percent(traffic.server_error_share)} of requests end in a server error`);
  note(traffic.error_light, `${percent(traffic.error_share)} of requests end in an error`);
  for (const resource of parts.resources) {
    note(resource.light, `${metricSeries[resource.name].title}: ${valueText(resource)}`);
  }
  for (const { host, days_left: left, light: colour } of parts.certificates) {
    note(colour, `The certificate of ${host} ends in ${Math.floor(left ?? 0)} days`);
  }
  return troubles;
}

function valueText({ name, value, mean }: HealthDetail['resources'][number]): string {
  const { unit } = metricSeries[name];
  if (unit === 'share') return percent(name === 'database.hit_share' ? mean : value);
  return unit === 'ms' ? `${Math.round(mean ?? 0)} ms in the mean of the last hour` : `${Math.round(value ?? 0)}`;
}

function percent(share: number | null): string {
  return `${Number(((share ?? 0) * 100).toFixed(2))} %`;
}
