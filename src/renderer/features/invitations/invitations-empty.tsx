import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconTicket } from '#renderer/ui/icons.ts';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';

interface InvitationsEmptyProps {
  filtered: boolean;
  mayInvite: boolean;
  onClear: () => void;
  onInvite: () => void;
}

/** Nothing matches, or nothing is there yet: two different pictures. */
export function InvitationsEmpty({ filtered, mayInvite, onClear, onInvite }: InvitationsEmptyProps) {
  if (filtered) return <NothingMatches what="invitations" onClear={onClear} />;
  return (
    <EmptyState
      icon={IconTicket}
      title="No invitations yet"
      actions={
        mayInvite ? (
          <>
            <Button onClick={onInvite}>Invite an address</Button>
            <Button component={Link} to="/batches" variant="default">
              Import a list
            </Button>
          </>
        ) : null
      }
    >
      {mayInvite
        ? 'Every invitation appears here with its state, delivery and history. Invite one address, or import a list as a batch.'
        : 'Every invitation appears here with its state, delivery and history, once ops or an admin have invited somebody.'}
    </EmptyState>
  );
}
