import type { Backtest } from '#renderer/data/alerts/rules.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { ShareText } from '#renderer/ui/text/share-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './alerts.module.css';
import { againstSentence } from './backtest-words.ts';

/** How well a rule would have told of the incidents of the time it was tried over. */
export function AgainstIncidents({ incidents }: { incidents: Backtest['incidents'] }) {
  const { precision, recall, missed } = incidents;
  const more = recall.n - recall.part - missed.length;
  return (
    <section className={classes.against} aria-label="Against incidents">
      <h4>Against incidents</h4>
      <p className={classes.muted}>{againstSentence(incidents)}</p>
      {recall.n === 0 ? null : (
        <Facts
          facts={[
            {
              name: 'Incidents found (recall)',
              value: (
                <>
                  <ShareText share={recall} /> {formatCount(recall.part)} of {formatCount(recall.n)}
                </>
              ),
            },
            {
              name: 'Alerts that were one (precision)',
              value:
                precision.n === 0 ? (
                  <span className={classes.muted}>Nothing fired</span>
                ) : (
                  <>
                    <ShareText share={precision} /> {formatCount(precision.part)} of {formatCount(precision.n)}
                  </>
                ),
            },
          ]}
        />
      )}
      {missed.length === 0 ? null : (
        <>
          <p className={classes.muted}>Not found:</p>
          <ul className={classes.missed}>
            {missed.map((incident) => (
              <li key={incident.id}>
                <bdi>
                  {incident.severity} {incident.title}
                </bdi>
                <TimeText at={incident.started_at} />
              </li>
            ))}
          </ul>
          {more > 0 ? <p className={classes.muted}>And {formatCount(more)} more.</p> : null}
        </>
      )}
    </section>
  );
}
