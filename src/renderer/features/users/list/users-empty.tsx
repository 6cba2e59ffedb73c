import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconFilterOff, IconUsers } from '#renderer/ui/icons.ts';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';

interface UsersEmptyProps {
  filtered: boolean;
  /** A search among fewer than everybody. */
  narrowed: boolean;
  onClear: () => void;
  onEverybody: () => void;
}

/** Nobody matches, or nobody is there yet: different pictures, each with the way on. */
export function UsersEmpty({ filtered, narrowed, onClear, onEverybody }: UsersEmptyProps) {
  if (narrowed) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title="Nobody here matches"
        actions={
          <>
            <Button onClick={onEverybody}>Search everybody</Button>
            <Button variant="default" onClick={onClear}>
              Clear filters
            </Button>
          </>
        }
      >
        The list leaves somebody out: staff, deleted accounts or what the filters exclude. The search text is kept.
      </EmptyState>
    );
  }
  if (filtered) return <NothingMatches what="users" onClear={onClear} />;
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
      Whoever registers with an invitation appears here, with tier, onboarding and when they were last seen.
    </EmptyState>
  );
}
