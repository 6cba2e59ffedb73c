import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { UserStory } from '#renderer/data/users/story.ts';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { InvitationStatusBadge } from '#renderer/ui/status/known-statuses.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { CodeText, PlainCode } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './user.module.css';

/** Profile, licence, and how they came in. */
export function UserFacts({ story }: { story: UserStory }) {
  const { licence, invitation } = story;
  return (
    <>
      <PanelSection title="Account">
        <Facts facts={profileFacts(story)} />
      </PanelSection>
      {licence === null || story.user.erased_at !== null ? null : (
        <PanelSection title="Licence">
          <Facts
            facts={[
              { name: 'Key', value: <CodeText wrap>{licence.masked_key}</CodeText> },
              { name: 'Issued', value: <TimeText at={licence.issued_at} style="date" /> },
              { name: 'Valid until', value: <TimeText at={licence.expires_at} style="date" /> },
            ]}
          />
        </PanelSection>
      )}
      {invitation === null ? null : (
        <PanelSection title="Invitation">
          <Facts
            facts={[
              {
                name: 'Code',
                value: (
                  <Link className={classes.link} to="/invitations" search={{ id: invitation.id } as never}>
                    <PlainCode>{invitation.code}</PlainCode>
                  </Link>
                ),
              },
              { name: 'Status', value: <InvitationStatusBadge status={invitation.status} /> },
              { name: 'Invited', value: <TimeText at={invitation.created_at} /> },
              { name: 'By', value: <bdi>{invitation.created_by.name}</bdi> },
              { name: 'Used', value: <TimeText at={invitation.used_at} /> },
              { name: 'Batch', value: <Batch batch={invitation.batch} /> },
            ]}
          />
        </PanelSection>
      )}
    </>
  );
}

function Batch({ batch }: { batch: { id: string; name: string } | null }) {
  if (batch === null) return <span className={classes.muted}>None</span>;
  return (
    <Link className={classes.link} to={'/batches/$id' as string} params={{ id: batch.id } as never}>
      <bdi>{batch.name}</bdi>
    </Link>
  );
}

function profileFacts({ user, week, last_tier_change: change }: UserStory): Fact[] {
  const facts: [name: string, value: ReactNode | null][] = [
    [
      'Address confirmed',
      user.email_verified_at === null ? 'Not yet' : <TimeText key="at" at={user.email_verified_at} />,
    ],
    [user.role === 'member' ? 'Registered' : 'Added', <TimeText key="created" at={user.created_at} />],
    ['Sign-up week', user.role === 'member' ? week : null],
    ['Last seen', <TimeText key="seen" at={user.last_seen_at} />],
    ['Two-step sign-in', user.totp_enabled ? 'On' : 'Off'],
    [
      'Tier changed',
      change === null ? null : (
        <div key="tier">
          <TierBadge tier={change.from} /> → <TierBadge tier={change.to} />
          <div className={classes.muted}>
            <TimeText at={change.at} />
          </div>
          <div className={classes.muted}>
            by <bdi>{change.by.name}</bdi>
          </div>
          {change.reason === null ? null : <div dir="auto">“{change.reason}”</div>}
        </div>
      ),
    ],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
