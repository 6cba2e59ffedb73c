import type { BetaAnalytics } from '#contract/monitoring.ts';
import { useWaitingCounts } from '#renderer/data/overview/waiting-counts.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '#renderer/ui/icons.ts';
import { CountLink } from './count-link.tsx';
import classes from './overview.module.css';
import { type WaitingItem, waitingItems } from './waiting-items.ts';

const icons = { critical: IconAlertOctagon, warning: IconAlertTriangle, information: IconInfoCircle };
const toneWords = { critical: 'Failed:', warning: 'To do:', information: 'To know:' };

/** What waits for the person who looks, most urgent first, each with the list it counts. */
export function Waiting({ analytics }: { analytics: BetaAnalytics }) {
  const { user } = useSignedIn();
  const counts = useWaitingCounts(user.role, user.id);
  const { failed, bounced } = analytics.invitations.by_delivery;
  const items = waitingItems({
    role: user.role,
    userId: user.id,
    ...counts,
    mailsFailed: analytics.mails_failed,
    undelivered: { failed, bounced },
    expiringInAWeek: analytics.expiring_7d,
  });
  return (
    <section className={classes.section} aria-labelledby="overview-waiting">
      <div className={classes.heading}>
        <h2 id="overview-waiting">Waits for you</h2>
      </div>
      {items.length === 0 ? (
        <p className={classes.nothing}>
          <IconCircleCheck size={15} aria-hidden />
          Nothing waits for you.
        </p>
      ) : (
        <ul className={classes.waiting}>
          {items.map((item) => (
            <WaitingRow key={item.key} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WaitingRow({ item }: { item: WaitingItem }) {
  const Icon = icons[item.tone];
  return (
    <li className={classes[item.tone]}>
      <Icon size={15} stroke={2} aria-hidden />
      <span className="gh-visually-hidden">{toneWords[item.tone]}</span>
      <span>
        <CountLink opens={item.opens}>{item.count}</CountLink> {item.words}
      </span>
    </li>
  );
}
