import type { InvitationStatus } from '#contract/invitations.ts';
import type { BetaAnalytics } from '#contract/monitoring.ts';
import { formatCount, formatPercent } from '#renderer/ui/format/numbers.ts';
import { InvitationStatusBadge } from '#renderer/ui/status/known-statuses.tsx';
import { CountLink } from './count-link.tsx';
import { invitationsWhere } from './destinations.ts';
import classes from './overview.module.css';

const order: readonly InvitationStatus[] = ['pending', 'used', 'expired', 'revoked'];

/** Invitations by state, each count leading to its list. */
export function StatesTable({ invitations }: { invitations: BetaAnalytics['invitations'] }) {
  const { total, by_status: byStatus } = invitations;
  return (
    <section className={classes.section} aria-labelledby="overview-states">
      <div className={classes.heading}>
        <h2 id="overview-states">Invitations by state</h2>
        <span className={classes.aside}>
          <CountLink opens={invitationsWhere({})}>{formatCount(total)}</CountLink> in all
        </span>
      </div>
      <table className={classes.table}>
        <tbody>
          {order.map((status) => (
            <tr key={status}>
              <th scope="row">
                <InvitationStatusBadge status={status} />
              </th>
              <td>
                <CountLink opens={invitationsWhere({ status })}>{formatCount(byStatus[status])}</CountLink>
              </td>
              <td className={classes.muted}>{total === 0 ? '' : formatPercent(byStatus[status] / total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
