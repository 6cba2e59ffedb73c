import { Link } from '@tanstack/react-router';
import type { InvitationDetail } from '#contract/invitations.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { AuditLink } from '#renderer/ui/page/audit-link.tsx';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { DeliveryBadge, InvitationStatusBadge } from '#renderer/ui/status/known-statuses.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { CodeText, PlainCode } from '#renderer/ui/text/code-text.tsx';
import links from '#renderer/ui/text/link.module.css';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { InvitationHistory } from './invitation-history.tsx';
import classes from './invitations.module.css';

/** Everything known of one invitation: facts, links to its batch and mails, and what happened to it. */
export function InvitationDetails({ invitation }: { invitation: InvitationDetail }) {
  const { user } = useSignedIn();
  const mayOpenMails = user.role === 'ops' || user.role === 'admin';
  return (
    <>
      <Facts facts={factsOf(invitation, mayOpenMails)} />
      <PanelSection title="History">
        <InvitationHistory events={invitation.history} />
      </PanelSection>
      <AuditLink subjectId={invitation.id} />
    </>
  );
}

function factsOf(invitation: InvitationDetail, mayOpenMails: boolean): Fact[] {
  const { id, status, batch_id: batchId } = invitation;
  const facts: (Fact | null)[] = [
    { name: 'Status', value: <InvitationStatusBadge status={status} /> },
    { name: 'Tier', value: <TierBadge tier={invitation.tier} /> },
    { name: 'Delivery', value: <Delivery invitation={invitation} mayOpenMails={mayOpenMails} /> },
    { name: 'Code', value: <PlainCode>{invitation.code}</PlainCode> },
    status === 'pending' || status === 'expired'
      ? { name: status === 'pending' ? 'Expires' : 'Expired', value: <WhenAndHowFar at={invitation.expires_at} /> }
      : null,
    invitation.used_at === null ? null : { name: 'Registered', value: <WhenAndHowFar at={invitation.used_at} /> },
    invitation.revoked_at === null || status !== 'revoked'
      ? null
      : { name: 'Revoked', value: <WhenAndHowFar at={invitation.revoked_at} /> },
    { name: 'Created', value: <WhenAndHowFar at={invitation.created_at} /> },
    { name: 'Invited by', value: `${invitation.created_by.name} (${invitation.created_by.role})` },
    invitation.user_id === null
      ? null
      : {
          name: 'Member',
          value: (
            <Link className={links.link} to={'/users/$id' as string} params={{ id: invitation.user_id } as never}>
              Open their page
            </Link>
          ),
        },
    batchId === null
      ? null
      : {
          name: 'Batch',
          value: (
            <Link className={links.link} to={'/batches/$id' as string} params={{ id: batchId } as never}>
              {invitation.batch_name ?? 'Open the batch'}
            </Link>
          ),
        },
    { name: 'Id', value: <CodeText wrap>{id}</CodeText> },
  ];
  return facts.filter((fact) => fact !== null);
}

function WhenAndHowFar({ at }: { at: string }) {
  return (
    <>
      <TimeText at={at} />{' '}
      <span className={classes.muted}>
        (<TimeText at={at} style="relative" />)
      </span>
    </>
  );
}

function Delivery({ invitation, mayOpenMails }: { invitation: InvitationDetail; mayOpenMails: boolean }) {
  const { delivery, delivery_reason: reason, status } = invitation;
  return (
    <>
      <DeliveryBadge delivery={delivery} />
      {mayOpenMails && delivery !== 'not_sent' ? (
        <>
          {' '}
          <Link className={links.link} to="/outbox" search={{ invitation_id: invitation.id } as never}>
            Mails
          </Link>
        </>
      ) : null}
      {reason === null ? null : <div className={classes.reason}>{reason}</div>}
      {delivery === 'kept' && status === 'pending' ? (
        <div className={classes.muted}>Nobody was mailed: pass the code on.</div>
      ) : null}
    </>
  );
}
