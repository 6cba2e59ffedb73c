import { metricSeries } from '#contract/metric-series.ts';
import type { HealthDetail } from '#contract/metrics.ts';
import { formatDate } from '#renderer/ui/format/times.ts';
import sections from '#renderer/ui/page/section.module.css';
import classes from './health.module.css';
import { LightBadge } from './light-badge.tsx';
import { MeasureText, NoValue } from './measure-text.tsx';

/** What the platform has and how much of it is in use. */
export function ResourcesPart({ resources }: Pick<HealthDetail, 'resources'>) {
  return (
    <section className={sections.section} aria-labelledby="health-resources">
      <div className={sections.heading}>
        <h2 id="health-resources">Resources</h2>
        <span className={sections.aside}>Mean and peak of the last hour</span>
      </div>
      <table className={classes.table} aria-labelledby="health-resources">
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">Now</th>
            <th scope="col">Mean</th>
            <th scope="col">Peak</th>
            <th scope="col">Limit</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {resources.map(({ name, value, mean, peak, limit, light }) => {
            const { title, unit } = metricSeries[name];
            return (
              <tr key={name}>
                <th scope="row">{title}</th>
                <td>
                  <MeasureText unit={unit} value={value} />
                </td>
                <td>
                  <MeasureText unit={unit} value={mean} />
                </td>
                <td>
                  <MeasureText unit={unit} value={peak} />
                </td>
                <td className={classes.muted}>{limit === null ? 'None' : <MeasureText unit={unit} value={limit} />}</td>
                <td>
                  <LightBadge
                    light={light}
                    of="limit"
                    none={limit === null && value !== null ? 'No limit' : 'No data'}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Certificates of the hosts that are watched, the next to expire first. */
export function CertificatesPart({ certificates }: Pick<HealthDetail, 'certificates'>) {
  const sorted = [...certificates].sort(
    (one, other) => (one.days_left ?? Number.NEGATIVE_INFINITY) - (other.days_left ?? Number.NEGATIVE_INFINITY),
  );
  return (
    <section className={sections.section} aria-labelledby="health-certificates">
      <div className={sections.heading}>
        <h2 id="health-certificates">Certificates</h2>
      </div>
      {sorted.length === 0 ? (
        <p className={classes.none}>No host is watched.</p>
      ) : (
        <table className={classes.table} aria-labelledby="health-certificates">
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">Expires</th>
              <th scope="col">Days left</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ host, expires_at: expiresAt, days_left: daysLeft, light }) => (
              <tr key={host}>
                <th scope="row">
                  <bdi>{host}</bdi>
                </th>
                <td>{expiresAt === null ? <NoValue /> : formatDate(expiresAt)}</td>
                <td>{daysLeft === null ? <NoValue /> : Math.floor(daysLeft)}</td>
                <td>
                  <LightBadge light={light} of="limit" none="Can’t be read" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
