import { useStory } from '#renderer/data/users/story.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { named } from '#renderer/ui/text/named.ts';
import { viewObjection } from './actions.ts';
import { type ActionSubject, type AskOne, viewWords } from './one-action.ts';

interface UserCommandsProps {
  subject: ActionSubject;
  onAsk: AskOne;
}

/** What the palette offers for one person: whose details are open, or whom the keyboard is on in the list. */
export function UserCommands({ subject, onAsk }: UserCommandsProps) {
  useCommands(
    viewObjection(subject) === undefined
      ? [
          {
            id: 'users.view',
            label: `${viewWords} ${named(subject.full_name)}`,
            group: 'This screen',
            words: 'look through their eyes see',
            run: () => onAsk('view', subject),
          },
        ]
      : [],
  );
  return null;
}

/** The same for the person whose details are open. */
export function OpenUserCommands({ id, onAsk }: { id: string; onAsk: AskOne }) {
  const { data } = useStory(id, true);
  return data === undefined ? null : <UserCommands subject={data.user} onAsk={onAsk} />;
}
