import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconUsers } from '#renderer/ui/icons.ts';
import { EmptyState } from '#renderer/ui/states/states.tsx';

/** Before the first member: what will appear here, and where members come from. */
export function NobodyYet() {
  return (
    <EmptyState
      icon={IconUsers}
      title="No members yet"
      actions={
        <Button component={Link} to="/invitations" variant="default">
          Open Invitations
        </Button>
      }
    >
      Whoever registers with an invitation goes through six steps. How far they come, where they stop and who is stuck
      appears here with the first of them.
    </EmptyState>
  );
}
