import { Button } from '@mantine/core';
import type { UserSession } from '#renderer/data/users/parts.ts';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import overview from './overview.module.css';
import { SessionStateBadge } from './session-columns.tsx';
import classes from './user.module.css';
import { ruleWords } from './words.ts';

interface SessionPanelProps {
  session: UserSession;
  onClose: () => void;
  /** Null for who may not. */
  onEnd: (() => void) | null;
}

/** Everything known of one session. */
export function SessionPanel({ session, onClose, onEnd }: SessionPanelProps) {
  const mayEnd = onEnd !== null && session.state === 'live' && !session.current;
  return (
    <DetailPanel
      title={session.device ?? 'Unnamed device'}
      label="Session"
      identity={session.id}
      onClose={onClose}
      footer={
        mayEnd ? (
          <Button variant="light" color="red" onClick={onEnd}>
            End session…
          </Button>
        ) : session.current ? (
          <span className={classes.muted}>This is the session of this window. Sign out to end it.</span>
        ) : null
      }
    >
      <Facts facts={factsOf(session)} />
      {session.anomalies.length === 0 ? null : (
        <PanelSection title="Unusual">
          <ul className={overview.anomalies}>
            {session.anomalies.map(({ id, rule, at, words }) => (
              <li key={id}>
                <div>
                  <div className={overview.anomalyHead}>
                    <strong>{ruleWords[rule]}</strong>
                    <span className={classes.muted}>
                      <TimeText at={at} />
                    </span>
                  </div>
                  <div dir="auto">{words}</div>
                </div>
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </DetailPanel>
  );
}

function factsOf(session: UserSession): Fact[] {
  const { state, revoked_by: by, revoked_reason: reason, address, user_agent: agent } = session;
  const facts: (Fact | null)[] = [
    { name: 'State', value: <SessionStateBadge session={session} /> },
    { name: 'Signed in', value: <TimeText at={session.created_at} /> },
    { name: 'Last seen', value: <TimeText at={session.last_seen_at} /> },
    { name: state === 'live' ? 'Runs until' : 'Would have run until', value: <TimeText at={session.expires_at} /> },
    { name: 'Address', value: address === null ? 'Unknown' : <CodeText wrap>{address}</CodeText> },
    { name: 'Program', value: agent === null ? 'Unknown' : <bdi>{agent}</bdi> },
    state === 'revoked' ? { name: 'Ended', value: <TimeText at={session.revoked_at} /> } : null,
    state === 'revoked'
      ? {
          name: 'By',
          value: by === null || by.role === 'system' ? 'The platform' : <bdi>{`${by.name} (${by.role})`}</bdi>,
        }
      : null,
    state === 'revoked' && reason !== null ? { name: 'Why', value: <bdi>{reason}</bdi> } : null,
    { name: 'Id', value: <CodeText wrap>{session.id}</CodeText> },
  ];
  return facts.filter((fact) => fact !== null);
}
