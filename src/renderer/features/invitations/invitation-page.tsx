import { useParams } from '@tanstack/react-router';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useInvitation } from '#renderer/data/invitations/queries.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { ActionButtons } from './action-buttons.tsx';
import { useActionDialog } from './action-dialog.tsx';
import { InvitationDetails } from './invitation-details.tsx';
import classes from './invitations.module.css';

const invitationList = { to: '/invitations', label: 'Invitations' };

/** One invitation as a page of its own. */
export function InvitationPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useInvitation(id);
  const { ask, dialog } = useActionDialog();
  const retry = () => void refetch();
  if (data === undefined) {
    return (
      <Page title="Invitation" parent={invitationList}>
        {error === null ? (
          <LoadingState label="Loading the invitation" lines={10} />
        ) : (
          <ErrorState error={toCallError(error)} onRetry={retry} />
        )}
      </Page>
    );
  }
  return (
    <Page title={data.email} parent={invitationList} actions={<ActionButtons invitation={data} onAsk={ask} />}>
      <div className={classes.document}>
        {error === null ? null : (
          <ErrorNotice error={toCallError(error)} onRetry={retry} kept="Below is what was known before." />
        )}
        <InvitationDetails invitation={data} />
      </div>
      {dialog}
    </Page>
  );
}
