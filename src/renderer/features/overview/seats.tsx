import { Link } from '@tanstack/react-router';
import type { Capacity } from '#contract/invitations.ts';
import { formatCount, formatPercent } from '#renderer/ui/format/numbers.ts';
import links from '#renderer/ui/text/link.module.css';
import { CountLink } from './count-link.tsx';
import { type Destination, invitationsWhere } from './destinations.ts';
import classes from './overview.module.css';

interface Part {
  name: string;
  seats: number;
  className: string | undefined;
  opens: Destination | null;
}

/** Used, reserved and free seats as one quiet bar that always adds up, with its numbers under it. */
export function Seats({ capacity, mayChange }: { capacity: Capacity; mayChange: boolean }) {
  const { used, reserved, free, overbooking } = capacity;
  const all = used + reserved + free;
  const parts: Part[] = [
    { name: 'Used', seats: used, className: classes.used, opens: invitationsWhere({ status: 'used' }) },
    { name: 'Reserved', seats: reserved, className: classes.reserved, opens: invitationsWhere({ status: 'pending' }) },
    { name: 'Free', seats: free, className: classes.free, opens: null },
  ];
  const described = parts.map(({ name, seats }) => `${name} ${formatCount(seats)}`).join(', ');
  return (
    <section className={classes.section} aria-labelledby="overview-seats">
      <div className={classes.heading}>
        <h2 id="overview-seats">Seats</h2>
        <span className={classes.aside}>
          {formatCount(capacity.capacity)} in all
          {overbooking > 1 ? `, overbooked ${overbooking.toFixed(1)} times for inviting` : ''}
          {mayChange ? (
            <>
              {' · '}
              <Link className={links.quiet} to="/settings" search={{ section: 'seats' } as never}>
                Change
              </Link>
            </>
          ) : null}
        </span>
      </div>
      <div className={classes.bar} role="img" aria-label={described}>
        {parts.map(({ name, seats, className }) => (
          <div
            key={name}
            className={className}
            style={{ flexGrow: seats, display: seats === 0 ? 'none' : undefined }}
          />
        ))}
      </div>
      <dl className={classes.parts}>
        {parts.map(({ name, seats, className, opens }) => (
          <div key={name} className={classes.part}>
            <dt>
              <span className={`${classes.swatch} ${className}`} aria-hidden />
              {name}
            </dt>
            <dd>
              {opens === null ? formatCount(seats) : <CountLink opens={opens}>{formatCount(seats)}</CountLink>}
              <span className={classes.share}>{all === 0 ? '' : formatPercent(seats / all)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
