import type { Role } from '#contract/common.ts';
import { IconKey, IconUser } from '#renderer/ui/icons.ts';
import { roleLabel } from '#renderer/ui/text/role-label.ts';
import { StatusBadge } from './status-badge.tsx';

/** What somebody is here. Staff stand out, because they can do more. */
export function RoleBadge({ role }: { role: Role }) {
  const member = role === 'member';
  return (
    <StatusBadge tone={member ? 'nodata' : 'information'} icon={member ? IconUser : IconKey} label={roleLabel(role)} />
  );
}
