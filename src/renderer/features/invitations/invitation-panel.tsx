import { Link } from '@tanstack/react-router';
import type { Invitation } from '#contract/invitations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useInvitation } from '#renderer/data/invitations/queries.ts';
import { IconArrowsMaximize } from '#renderer/ui/icons.ts';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import page from '#renderer/ui/page/page.module.css';
import { ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { ActionButtons } from './action-buttons.tsx';
import type { ActionName } from './actions.ts';
import { AddressTitle } from './address-title.tsx';
import { InvitationDetails } from './invitation-details.tsx';

interface InvitationPanelProps {
  id: string;
  /** The row of the list, if it is there: its address is shown while the rest loads. */
  row: Invitation | undefined;
  onAsk: (action: ActionName, invitation: Invitation) => void;
  onClose: () => void;
}

/** The right-hand panel of the list: one invitation with its history and what can be done. */
export function InvitationPanel({ id, row, onAsk, onClose }: InvitationPanelProps) {
  const { data, error, refetch } = useInvitation(id);
  const email = data?.email ?? row?.email;
  return (
    <DetailPanel
      title={email === undefined ? 'Invitation' : <AddressTitle email={email} />}
      label={email ?? 'Invitation'}
      identity={id}
      onClose={onClose}
      actions={
        <Link
          className={page.iconButton}
          to={'/invitations/$id' as string}
          params={{ id } as never}
          aria-label="Open as a page"
          title="Open as a page"
        >
          <IconArrowsMaximize size={16} aria-hidden />
        </Link>
      }
      footer={data === undefined ? null : <ActionButtons invitation={data} onAsk={onAsk} />}
    >
      {error !== null && data !== undefined ? (
        <ErrorNotice error={toCallError(error)} onRetry={() => void refetch()} kept="Below is what was known before." />
      ) : null}
      {data !== undefined ? (
        <InvitationDetails invitation={data} />
      ) : error !== null ? (
        <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
      ) : (
        <LoadingState label="Loading the invitation" lines={10} />
      )}
    </DetailPanel>
  );
}
