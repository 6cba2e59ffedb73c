import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { StaffRole } from '#contract/common.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useExploreRehearsal, useSignOut } from '#renderer/data/session/mutations.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconChevronDown, IconLogout, IconSettings } from '#renderer/ui/icons.ts';
import { toastFailure } from '#renderer/ui/overlay/toasts.ts';
import { roleLabel } from '#renderer/ui/text/role-label.ts';
import classes from './shell.module.css';

const staffRoles: readonly StaffRole[] = ['support', 'ops', 'admin'];

/** Name, role, account and sign-out; in the rehearsal also the role to look through. */
export function WhoAmI() {
  const { user, profile } = useSignedIn();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const explore = useExploreRehearsal();
  const look = (role: StaffRole) =>
    explore.mutate({ role }, { onError: (failure) => toastFailure(toCallError(failure), 'The role was not changed') });
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={classes.who}>
          <span className={classes.whoName}>{user.full_name}</span>
          <span className={classes.role}>{roleLabel(user.role)}</span>
          <span className="gh-visually-hidden">, account menu</span>
          <IconChevronDown size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        {profile.rehearsal ? (
          <>
            <Menu.Divider />
            <Menu.Label>Look through the eyes of</Menu.Label>
            <Menu.RadioGroup
              value={user.role}
              onChange={(role) => {
                const chosen = staffRoles.find((known) => known === role);
                if (chosen !== undefined && chosen !== user.role) look(chosen);
              }}
            >
              {staffRoles.map((role) => (
                <Menu.RadioItem key={role} value={role} disabled={explore.isPending} closeMenuOnClick>
                  {roleLabel(role)}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </>
        ) : null}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={14} />}
          onClick={() => void navigate({ to: '/settings', search: { section: 'account' } as never })}
        >
          Account settings
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => signOut.mutate(undefined)}>
          {profile.rehearsal ? 'Leave the rehearsal' : 'Sign out'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
