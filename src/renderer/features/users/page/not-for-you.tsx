import { IconLock } from '#renderer/ui/icons.ts';
import { EmptyState } from '#renderer/ui/states/states.tsx';

/** A part of a staff member's page that this role may not see. */
export function NotForYou({ what, whom }: { what: string; whom: string }) {
  return (
    <EmptyState icon={IconLock} title="Your role may not see this">
      {what} {whom}. Ask an admin if you need to know.
    </EmptyState>
  );
}
