import type { AlertRuleInput, AlertStatistic } from '#contract/alert-rules.ts';
import { type MetricName, metricSeries } from '#contract/metric-series.ts';
import { statisticWords } from './metric-words.ts';

const places = { endpoint: 'at', service: 'of', host: 'of' } as const;

const isRequests = (metric: MetricName) => metric === 'http.duration_ms' || metric === 'gateway.duration_ms';

/** What is measured, wherever that is: `p95 response time`, `requests per second`, `share of time up`. */
function measured(metric: MetricName, statistic: AlertStatistic): string {
  const { title } = metricSeries[metric];
  const what = /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
  const product = metric.startsWith('gateway.') ? ' of the product' : '';
  switch (statistic) {
    case 'error_share':
      return `share of requests${product} that failed (4xx and 5xx)`;
    case 'server_error_share':
      return `share of requests${product} with a server error (5xx)`;
    case 'rate':
      return `${isRequests(metric) ? `requests${product}` : what} per second`;
    case 'sum':
      return what;
    case 'mean':
      if (metric === 'probe.up') return 'share of time up';
      break;
    case 'min':
      // The first certificate to expire is the one that is meant anyway.
      if (metric === 'certificate.days_left') return 'time left on the certificate';
      break;
  }
  return `${statisticWords[statistic]} ${what}`;
}

/**
 * What a rule watches, as its sentences begin: `p95 response time at GET /api/health`.
 *
 * @param label an endpoint, a service or a host; with `*` for any, '' for all together
 */
export function subjectWords(
  { metric, statistic }: Pick<AlertRuleInput, 'metric' | 'statistic'>,
  label: string,
): string {
  const what = measured(metric, statistic);
  const { labelled } = metricSeries[metric];
  if (labelled === null || label === '') return what;
  const anyMethod = label.startsWith('* /') && !label.slice(1).includes('*');
  const which = label === '*' ? `each ${labelled}` : anyMethod ? label.slice('* '.length) : label;
  return `${what} ${places[labelled]} ${which}`;
}
