import { Link } from '@tanstack/react-router';
import type { UserStory } from '#renderer/data/users/story.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconAlertTriangle } from '#renderer/ui/icons.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import overview from './overview.module.css';
import classes from './user.module.css';
import { ruleWords } from './words.ts';

/** What is unusual about how this person signs in, each with the rule that fired. */
export function Security({ story }: { story: UserStory }) {
  const { anomalies, counts, allowed, user } = story;
  if (!allowed.includes('see_sessions')) {
    return (
      <section className={overview.section}>
        <h2>Security</h2>
        <p className={overview.statement}>
          <span className={classes.muted}>Where staff sign in is for admins and themselves.</span>
        </p>
      </section>
    );
  }
  if (user.erased_at !== null) {
    return (
      <section className={overview.section}>
        <h2>Security</h2>
        <p className={overview.statement}>
          <span className={classes.muted}>Erased with the rest of the personal data.</span>
        </p>
      </section>
    );
  }
  const failed = counts.failed_sign_ins_30d;
  return (
    <section className={overview.section}>
      <h2>Security</h2>
      <p className={overview.statement}>
        <strong>
          {anomalies.length === 0
            ? 'Nothing unusual'
            : anomalies.length === 20
              ? 'The newest 20 unusual events'
              : formatQuantity(anomalies.length, 'unusual event')}
        </strong>
        ;{' '}
        {failed === 0 ? (
          'no failed sign-in'
        ) : (
          <Link
            className={classes.link}
            to={'/users/$id' as string}
            params={{ id: user.id } as never}
            search={{ part: 'sign-ins', outcome: 'failed' } as never}
          >
            {formatQuantity(failed, 'failed sign-in')}
          </Link>
        )}{' '}
        in 30 days; two-step sign-in is {user.totp_enabled ? 'on' : 'off'}.
      </p>
      {anomalies.length === 0 ? null : (
        <ul className={overview.anomalies}>
          {anomalies.map(({ id, rule, at, words, session_id: session }) => (
            <li key={id}>
              <IconAlertTriangle size={14} className={overview.warningIcon} />
              <div>
                <div className={overview.anomalyHead}>
                  <strong>{ruleWords[rule]}</strong>
                  <span className={classes.muted}>
                    <TimeText at={at} />
                  </span>
                  {session === null ? null : (
                    <Link
                      className={classes.link}
                      to={'/users/$id' as string}
                      params={{ id: user.id } as never}
                      search={{ part: 'sessions', session } as never}
                    >
                      Its session
                    </Link>
                  )}
                </div>
                <div dir="auto">{words}</div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
