import { metricSeries } from '#contract/metric-series.ts';
import type { EndpointHealth, HealthDetail, Light } from '#contract/metrics.ts';
import { endpointTargets } from '#platform/metrics/endpoint-service.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { stateIcon } from '#platform/status/icons.ts';
import { durationWords, uptimeWords } from '#platform/status/words.ts';
import { metricValue } from '#shared/alerts/metric-words.ts';
import { serviceTitle } from '#shared/incidents/services.ts';
import { type Cell, tableHtml } from './table.ts';
import { countWords, lightHtml, limitWords, millisecondWords, percentWords } from './words.ts';

const mostEndpoints = 25;

/** R10: server errors against 0.1 %, all errors against 1 %; and the p95 of everything. */
export function trafficTable({ traffic }: HealthDetail): Html {
  const share = (value: number | null) => ({ number: value === null ? 'No data' : percentFine(value) });
  return tableHtml({
    id: 'traffic',
    caption: `Requests to the platform in the last five minutes: ${metricValue('http.duration_ms', 'rate', traffic.per_second)}`,
    columns: ['Figure', 'Now', 'Target', 'State'],
    rows: [
      [
        'Response time, p95',
        { number: millisecondWords(traffic.p95_ms) },
        { number: '500 ms' },
        lightHtml(traffic.p95_light),
      ],
      [
        'Server errors (5xx)',
        share(traffic.server_error_share),
        { number: '< 0.1 %' },
        lightHtml(traffic.server_error_light),
      ],
      ['All errors (4xx and 5xx)', share(traffic.error_share), { number: '< 1 %' }, lightHtml(traffic.error_light)],
    ],
    empty: '',
  });
}

/** Shares near 0 need more than one decimal to be told from their target. */
function percentFine(share: number): string {
  return share > 0 && share < 0.01 ? `${(share * 100).toFixed(2)} %` : percentWords(share);
}

/** CPU, memory, disk and the database: now, and in the last hour. */
export function resourcesTable({ resources }: HealthDetail): Html {
  return tableHtml({
    id: 'resources',
    caption: 'What the platform uses; mean and peak are of the last hour',
    columns: ['Resource', 'Now', 'Mean', 'Peak', 'Limit', 'State'],
    rows: resources.map(({ name, value, mean, peak, limit, light }) => {
      const words = (one: number | null, none = 'No data'): Cell => ({
        number: one === null ? none : metricValue(name, 'mean', one),
      });
      return [
        metricSeries[name].title,
        words(value),
        words(mean),
        words(peak),
        words(limit, '–'),
        light === 'none' && value !== null ? html`<span class="quiet">No limit</span>` : lightHtml(light, limitWords),
      ];
    }),
    empty: 'Nothing was measured yet.',
  });
}

/** Those that the report times (S3) first, called or not; then those that were called most. */
export function endpointsTable(endpoints: readonly EndpointHealth[]): Html {
  const named = Object.keys(endpointTargets).flatMap((path) => {
    const found = endpoints.filter(({ endpoint }) => endpoint.split(' ')[1] === path);
    return found.length > 0 ? found.map(endpointRow) : [uncalledRow(path)];
  });
  const others = endpoints.filter(({ endpoint }) => !Object.hasOwn(endpointTargets, endpoint.split(' ')[1] ?? ''));
  const left = others.length - mostEndpoints;
  return tableHtml({
    id: 'endpoints',
    caption: `Response times of the last hour; the target is for the p95${left > 0 ? `. ${countWords(left)} endpoints that were called least are left out` : ''}`,
    columns: ['Endpoint', 'Requests', 'Errors', 'p50', 'p95', 'p99', 'Target', 'State'],
    rows: [...named, ...others.slice(0, mostEndpoints).map(endpointRow)],
    empty: '',
  });
}

function endpointRow(endpoint: EndpointHealth): Cell[] {
  const { requests, client_errors: client, server_errors: server, target_ms: target } = endpoint;
  return [
    html`<code>${endpoint.endpoint}</code>${endpoint.source === 'gateway' ? html` <span class="quiet">product</span>` : null}`,
    { number: countWords(requests) },
    { number: percentFine(requests === 0 ? 0 : (client + server) / requests) },
    { number: millisecondWords(endpoint.p50_ms) },
    { number: millisecondWords(endpoint.p95_ms) },
    { number: millisecondWords(endpoint.p99_ms) },
    { number: target === null ? '–' : millisecondWords(target) },
    target === null ? html`<span class="quiet">No target</span>` : lightHtml(endpoint.light),
  ];
}

function uncalledRow(path: string): Cell[] {
  const none = { number: '–' };
  const target = { number: millisecondWords(endpointTargets[path] ?? null) };
  return [html`<code>${path}</code>`, { number: '0' }, none, none, none, none, target, lightHtml('none')];
}

const serviceWords = { up: 'Up', down: 'Down', unknown: 'Not measured' } as const;
const serviceStates = { up: 'operational', down: 'down', unknown: 'unknown' } as const;
const uptimeLights: Partial<Record<Light, string>> = { none: 'Not measured' };

/** How every service is, and was. */
export function servicesTable({ services }: HealthDetail, now: Date): Html {
  return tableHtml({
    id: 'services',
    caption: 'Share of the measured time in which a service was up, by probes and incidents',
    columns: ['Service', 'Now', '24 h', '30 d', 'Target', 'State'],
    rows: services.map((service) => {
      const state = serviceStates[service.state];
      const since =
        service.since === null || service.state === 'unknown'
          ? null
          : html` <span class="quiet">for ${durationWords((now.getTime() - Date.parse(service.since)) / 1000)}</span>`;
      const why =
        service.detail === null ? null : html`<br><span class="quiet said"><bdi>${service.detail}</bdi></span>`;
      return [
        html`<bdi>${serviceTitle(service.name)}</bdi>`,
        html`<span class="state ${state}">${stateIcon(state)}${serviceWords[service.state]}</span>${since}${why}`,
        { number: capital(uptimeWords(service.uptime_24h)) },
        { number: capital(uptimeWords(service.uptime_30d)) },
        { number: `≥ ${percentWords(service.target)}` },
        lightHtml(service.light, uptimeLights),
      ];
    }),
    empty: '',
  });
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
