import type { ViewContent } from '#renderer/data/view-as/view-as.ts';
import { Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './view.module.css';

type Account = Extract<ViewContent, { part: 'account' }>['account'];

/** Who they are signed in as. */
export function AccountView({ account }: { account: Account }) {
  const none = <span className={classes.muted}>None</span>;
  return (
    <PanelSection title="Signed in as">
      <Facts
        facts={[
          { name: 'Name', value: <bdi>{account.full_name}</bdi> },
          { name: 'Username', value: account.username === null ? none : <bdi>@{account.username}</bdi> },
          { name: 'E-mail address', value: <bdi>{account.email}</bdi> },
          {
            name: 'Address confirmed',
            value: account.email_verified_at === null ? 'Not yet' : <TimeText at={account.email_verified_at} />,
          },
          { name: 'Tier', value: account.beta_tier === null ? none : <TierBadge tier={account.beta_tier} /> },
          { name: 'Two-step sign-in', value: account.totp_enabled ? 'On' : 'Off' },
        ]}
      />
    </PanelSection>
  );
}
