import { Link } from '@tanstack/react-router';
import { useLatestAnalytics } from '#renderer/data/overview/analytics.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import links from '#renderer/ui/text/link.module.css';

/** How many can still be used and how many never arrived: the two things people come to this list for. */
export function InvitationsAnswer() {
  const { data } = useLatestAnalytics();
  if (data === undefined) return null;
  const { total, by_status: status, by_delivery: delivery } = data.invitations;
  if (total === 0) return <>Nobody is invited yet; {formatQuantity(data.capacity.free, 'seat')} are free.</>;
  return (
    <>
      <strong>
        <Link className={links.quiet} to="/invitations" search={{ status: 'pending' } as never}>
          {formatCount(status.pending)}
        </Link>
      </strong>{' '}
      of {formatQuantity(total, 'invitation')} can still be used
      {delivery.failed === 0 ? null : (
        <>
          {', '}
          <strong>
            <Link className={links.quiet} to="/invitations" search={{ delivery: 'failed' } as never}>
              {formatCount(delivery.failed)}
            </Link>
          </strong>{' '}
          could not be delivered
        </>
      )}
      ;{' '}
      {data.capacity.free === 0
        ? 'no seat is'
        : `${formatQuantity(data.capacity.free, 'seat')} ${data.capacity.free === 1 ? 'is' : 'are'}`}{' '}
      free.
    </>
  );
}
