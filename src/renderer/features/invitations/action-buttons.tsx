import { Button } from '@mantine/core';
import type { Invitation } from '#contract/invitations.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { actionWords } from './action-words.ts';
import { type ActionName, actionNames, availability } from './actions.ts';
import classes from './invitations.module.css';

interface ActionButtonsProps {
  invitation: Invitation;
  /** Only these, if given. */
  only?: readonly ActionName[];
  onAsk: (action: ActionName, invitation: Invitation) => void;
}

const calm = { variant: 'default' };
const danger = { variant: 'light', color: 'red' };

/** The actions that this role may take; those the state forbids are there, with the reason on hover. Revoke is apart. */
export function ActionButtons({ invitation, only = actionNames, onAsk }: ActionButtonsProps) {
  const { user } = useSignedIn();
  return actionNames
    .filter((action) => only.includes(action))
    .map((action) => {
      const answer = availability(action, invitation, user.role);
      if (answer.kind === 'hidden') return null;
      const why = answer.kind === 'explained' ? answer.why : undefined;
      return (
        <Button
          key={action}
          {...(action === 'revoke' && why === undefined ? danger : calm)}
          className={action === 'revoke' ? classes.apart : undefined}
          // Still reachable, so that keyboard and screen reader learn the reason as well.
          aria-disabled={why !== undefined}
          {...(why === undefined ? {} : { 'data-disabled': true })}
          title={why}
          aria-description={why}
          onClick={() => {
            if (why === undefined) onAsk(action, invitation);
          }}
        >
          {actionWords[action]}
        </Button>
      );
    });
}
