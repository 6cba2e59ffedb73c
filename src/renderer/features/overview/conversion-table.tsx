import type { Tier } from '#contract/common.ts';
import type { BetaAnalytics, Share } from '#contract/monitoring.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { ShareText } from '#renderer/ui/text/share-text.tsx';
import { CountLink } from './count-link.tsx';
import { type Destination, invitationsWhere } from './destinations.ts';
import classes from './overview.module.css';

const tiers: readonly Tier[] = ['standard', 'premium', 'enterprise'];

interface Row {
  key: string;
  name: React.ReactNode;
  invited: number;
  share: Share;
  invitedOpens: Destination;
  registeredOpens: Destination;
}

/** How many of those invited registered, overall and by tier: percent, n, and the interval where n is small. */
export function ConversionTable({ analytics }: { analytics: BetaAnalytics }) {
  const rows: Row[] = [
    {
      key: 'all',
      name: 'All tiers',
      invited: analytics.invitations.total,
      share: analytics.conversion,
      invitedOpens: invitationsWhere({}),
      registeredOpens: invitationsWhere({ status: 'used' }),
    },
    ...tiers.map((tier) => ({
      key: tier,
      name: <TierBadge tier={tier} />,
      invited: analytics.invitations.by_tier[tier],
      share: analytics.conversion_by_tier[tier],
      invitedOpens: invitationsWhere({ tier }),
      registeredOpens: invitationsWhere({ tier, status: 'used' }),
    })),
  ];
  return (
    <section className={classes.section} aria-labelledby="overview-conversion">
      <div className={classes.heading}>
        <h2 id="overview-conversion">Conversion</h2>
        <span className={classes.aside}>
          registered of those mailed{analytics.invitations.by_delivery.kept > 0 ? ', or whose mail is kept' : ''}
        </span>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col">Invited</th>
            <th scope="col">Registered</th>
            <th scope="col">Conversion</th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, invited, share, invitedOpens, registeredOpens }) => (
            <tr key={key} className={key === 'all' ? classes.whole : undefined}>
              <th scope="row">{name}</th>
              <td>
                <CountLink opens={invitedOpens}>{formatCount(invited)}</CountLink>
              </td>
              <td>
                <CountLink opens={registeredOpens}>{formatCount(share.part)}</CountLink>
              </td>
              <td>
                <ShareText share={share} />
              </td>
              <td className={classes.muted}>{formatCount(share.n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
