import type { UseQueryResult } from '@tanstack/react-query';
import type { ServiceHealth } from '#contract/metrics.ts';
import type { AnswerOf } from '#contract/operations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { formatPercent, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration, formatTime } from '#renderer/ui/format/times.ts';
import sections from '#renderer/ui/page/section.module.css';
import { ErrorNotice, Skeleton } from '#renderer/ui/states/states.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { serviceTitle } from '#shared/incidents/services.ts';
import classes from './health.module.css';
import { LightBadge } from './light-badge.tsx';
import { NoValue } from './measure-text.tsx';
import { outagesOf, unmeasuredOf } from './outages.ts';
import { StateBar } from './state-bar.tsx';
import { stateWords } from './words.ts';

type Uptime = AnswerOf<'metrics.uptime'>;

interface UptimePartProps {
  /** The platform's "now". */
  now: number;
  services: readonly ServiceHealth[];
  uptime: UseQueryResult<Uptime>;
  time: string;
}

/** Every service: how it is now, its states over the time, and the share of the measured time in which it was up. */
export function UptimePart({ services, uptime, time, now }: UptimePartProps) {
  const { data, error, refetch } = uptime;
  const failure = error === null ? null : toCallError(error);
  return (
    <section className={sections.section} aria-labelledby="health-uptime">
      <div className={sections.heading}>
        <h2 id="health-uptime">Uptime, {time}</h2>
      </div>
      {failure === null || (failure.kind === 'offline' && data !== undefined) ? null : (
        <ErrorNotice error={failure} onRetry={() => void refetch()} kept="What you see is from before." />
      )}
      {services.length === 0 ? (
        <p className={classes.none}>No service has been probed yet. The first probes come within a minute.</p>
      ) : (
        <table className={classes.table}>
          <caption className="gh-visually-hidden">Services, their states over time and their uptime</caption>
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col" className={classes.now}>
                Now
              </th>
              <th scope="col" className={classes.timeline}>
                States
              </th>
              <th scope="col">Uptime</th>
              <th scope="col" className={classes.wide}>
                24 h
              </th>
              <th scope="col" className={classes.wide}>
                30 d
              </th>
              <th scope="col">Target</th>
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <ServiceRow key={service.name} now={now} service={service} uptime={data} loading={uptime.isPending} />
            ))}
          </tbody>
        </table>
      )}
      {data === undefined ? null : <Key uptime={data} />}
      {data === undefined ? null : <Outages uptime={data} />}
    </section>
  );
}

function Share({ value }: { value: number | null }) {
  // 99.95 % must not read as 100.0 %.
  return value === null ? <NoValue /> : `${(Math.floor(value * 100_000) / 1000).toFixed(value === 1 ? 0 : 2)} %`;
}

interface ServiceRowProps {
  now: number;
  service: ServiceHealth;
  uptime: Uptime | undefined;
  loading: boolean;
}

function ServiceRow({ service, uptime, loading, now }: ServiceRowProps) {
  const found = uptime?.items.find(({ name }) => name === service.name);
  const { label, tone } = stateWords[service.state];
  return (
    <tr>
      <th scope="row">
        <bdi>{serviceTitle(service.name)}</bdi>
        {service.detail === null ? null : <span className={classes.sub}>{service.detail}</span>}
      </th>
      <td className={classes.now}>
        <StatusBadge tone={tone} label={label} quiet={service.state === 'up'} />
        {service.since === null || service.state === 'unknown' ? null : (
          <span className={classes.since} title={`Since ${formatTime(service.since)}`}>
            for {formatDuration(now - Date.parse(service.since))}
          </span>
        )}
      </td>
      <td className={classes.timeline}>
        {uptime !== undefined && found !== undefined ? (
          <StateBar name={serviceTitle(service.name)} states={found.states} from={uptime.from} to={uptime.to} />
        ) : loading ? (
          <Skeleton height={16} />
        ) : (
          <NoValue />
        )}
      </td>
      <td>
        <Share value={found?.uptime ?? null} />
      </td>
      <td className={classes.wide}>
        <Share value={service.uptime_24h} />
      </td>
      <td className={classes.wide}>
        <Share value={service.uptime_30d} />
      </td>
      <td>
        <LightBadge light={found?.light ?? service.light} none="Not measured" />
        <span className={classes.target}>≥ {formatPercent(service.target)}</span>
      </td>
    </tr>
  );
}

/** What the bars mean, where one of them has something to explain. */
function Key({ uptime: { items, from, to } }: { uptime: Uptime }) {
  if (items.every(({ states }) => unmeasuredOf(states, from, to) === 0)) return null;
  const kinds = ['up', 'down', 'unknown'] as const;
  return (
    <p className={classes.key}>
      {kinds.map((state) => (
        <span key={state}>
          <i className={classes[state]} aria-hidden="true" />
          {stateWords[state].label}
        </span>
      ))}
    </p>
  );
}

/** When something was down, in words. */
function Outages({ uptime }: { uptime: Uptime }) {
  const outages = uptime.items
    .flatMap(({ name, states }) => outagesOf(states).map((outage) => ({ ...outage, name })))
    .sort((one, other) => Date.parse(other.from) - Date.parse(one.from));
  if (outages.length === 0) return null;
  return (
    <details className={classes.outages}>
      <summary>{formatQuantity(outages.length, 'outage')} in this time</summary>
      <ul>
        {outages.slice(0, 200).map(({ name, from, milliseconds }) => (
          <li key={`${name} ${from}`}>
            {formatTime(from)}: <bdi>{serviceTitle(name)}</bdi> was down for {formatDuration(milliseconds)}
          </li>
        ))}
      </ul>
    </details>
  );
}
