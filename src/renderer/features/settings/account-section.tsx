import { useSignedIn } from '#renderer/data/session/queries.ts';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { roleLabel } from '#renderer/ui/text/role-label.ts';
import { ChangePassword } from './change-password.tsx';
import { SettingsPart } from './settings-part.tsx';
import { TwoStepOff } from './two-step-off.tsx';
import { TwoStepOn } from './two-step-on.tsx';

/** Who one is on this platform, the password, and two-step sign-in. */
export function AccountSection() {
  const { user } = useSignedIn();
  return (
    <>
      <SettingsPart title="Account">
        <Facts
          facts={[
            { name: 'Name', value: user.full_name },
            { name: 'Email', value: <CodeText>{user.email}</CodeText> },
            { name: 'Role', value: roleLabel(user.role) },
            {
              name: 'Two-step sign-in',
              value: user.totp_enabled ? (
                <StatusBadge tone="ok" label="On" />
              ) : (
                <StatusBadge tone="warning" label="Off" />
              ),
            },
          ]}
        />
      </SettingsPart>
      <SettingsPart title="Password" lead="Changing it ends your sessions on all other devices; this one stays.">
        <ChangePassword />
      </SettingsPart>
      <SettingsPart
        title="Two-step sign-in"
        lead="With it on, signing in needs your password and a six-digit code from an authenticator app, so that a stolen password is not enough."
      >
        {user.totp_enabled ? <TwoStepOn /> : <TwoStepOff />}
      </SettingsPart>
    </>
  );
}
