import type { UserSession } from '#renderer/data/users/parts.ts';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconClockOff } from '#renderer/ui/icons.ts';
import { type BadgeIcon, StatusBadge, type Tone } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { PlainCode } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './user.module.css';

const looks: Record<UserSession['state'], { tone: Tone; label: string; icon: BadgeIcon }> = {
  live: { tone: 'ok', label: 'Live', icon: IconCircleCheck },
  expired: { tone: 'nodata', label: 'Expired', icon: IconClockOff },
  revoked: { tone: 'nodata', label: 'Ended', icon: IconBan },
};

export function SessionStateBadge({ session }: { session: UserSession }) {
  const look = looks[session.state];
  return <StatusBadge {...look} label={session.current ? 'This window' : look.label} />;
}

/** The state, with a sign where a rule fired; the details say which. */
function StateCell({ session }: { session: UserSession }) {
  return (
    <>
      <SessionStateBadge session={session} />
      {session.anomalies.length === 0 ? null : (
        <span className={classes.unusual} title={session.anomalies.map(({ words }) => words).join('\n')}>
          <IconAlertTriangle size={14} />
          <span className="gh-visually-hidden">Unusual</span>
        </span>
      )}
    </>
  );
}

const unknown = <span className={classes.muted}>Unknown</span>;

/** Who ended a session and why, in a line. */
export function endWords({ revoked_by: by, revoked_reason: reason, state }: UserSession): string {
  if (state === 'expired') return 'Nobody used it any more';
  if (state === 'live') return '';
  const who = by === null || by.role === 'system' ? 'The platform' : by.name;
  return reason === null ? who : `${who}: ${reason}`;
}

/** @param onEnd null for who may not end sessions */
export function sessionColumns(onEnd: ((session: UserSession) => void) | null): readonly Column<UserSession>[] {
  return [
    { id: 'state', header: 'State', width: 132, cell: (session) => <StateCell session={session} /> },
    {
      id: 'device',
      header: 'Device',
      width: 140,
      grow: 1,
      cell: ({ device, user_agent: agent }) =>
        device === null ? unknown : <bdi title={agent ?? device}>{device}</bdi>,
    },
    {
      id: 'address',
      header: 'Address',
      width: 120,
      grow: 0.4,
      from: 680,
      cell: ({ address }) => (address === null ? unknown : <PlainCode>{address}</PlainCode>),
    },
    {
      id: 'created',
      header: 'Signed in',
      width: 146,
      from: 560,
      sortKey: 'created_at',
      sortFirst: 'descending',
      cell: (session) => <TimeText at={session.created_at} />,
    },
    {
      id: 'seen',
      header: 'Last seen',
      width: 146,
      sortKey: 'last_seen_at',
      sortFirst: 'descending',
      from: 820,
      cell: (session) => <TimeText at={session.last_seen_at} />,
    },
    {
      id: 'ended',
      header: 'Ended',
      width: 146,
      from: 1110,
      cell: (session) =>
        session.state === 'expired' ? <TimeText at={session.expires_at} /> : <TimeText at={session.revoked_at} />,
    },
    {
      id: 'why',
      header: 'By whom and why',
      width: 150,
      grow: 1.6,
      from: 960,
      cell: (session) => <bdi title={endWords(session)}>{endWords(session)}</bdi>,
    },
    ...(onEnd === null
      ? []
      : [
          {
            id: 'end',
            header: 'End',
            hideHeader: true,
            width: 76,
            cell: (session: UserSession) =>
              session.state === 'live' && !session.current ? (
                <button
                  type="button"
                  className={classes.endButton}
                  // The grid is one stop for the keyboard; Enter opens the details, where ending is a button.
                  tabIndex={-1}
                  aria-label={`End the session on ${session.device ?? 'an unnamed device'}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    onEnd(session);
                  }}
                >
                  End…
                </button>
              ) : null,
          },
        ]),
  ];
}
