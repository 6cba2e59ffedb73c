import type { ComponentType } from 'react';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { optionField, useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountSection } from './account-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { ApprovalSection } from './approval-section.tsx';
import { IngestKeysSection } from './ingest-keys-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PlatformSection } from './platform-section.tsx';
import { SeatsSection } from './seats-section.tsx';
import classes from './settings.module.css';
import { StaffSection } from './staff-section.tsx';

interface Section {
  id:
    | 'appearance'
    | 'notifications'
    | 'platform'
    | 'account'
    | 'staff'
    | 'seats'
    | 'approval'
    | 'ingest-keys'
    | 'about';
  title: string;
  Section: ComponentType;
  adminOnly?: boolean;
  /** For those who are told of alerts. */
  actingOnly?: boolean;
}

const sections: readonly Section[] = [
  { id: 'appearance', title: 'Appearance', Section: AppearanceSection },
  { id: 'notifications', title: 'Notifications', Section: NotificationsSection, actingOnly: true },
  { id: 'platform', title: 'Platform', Section: PlatformSection },
  { id: 'account', title: 'Account', Section: AccountSection },
  { id: 'staff', title: 'Staff', Section: StaffSection, adminOnly: true },
  { id: 'seats', title: 'Seats', Section: SeatsSection, adminOnly: true },
  { id: 'approval', title: 'Approval', Section: ApprovalSection, adminOnly: true },
  { id: 'ingest-keys', title: 'Ingest keys', Section: IngestKeysSection, adminOnly: true },
  { id: 'about', title: 'About', Section: AboutSection },
];

const address = {
  section: optionField([
    'appearance',
    'notifications',
    'platform',
    'account',
    'staff',
    'seats',
    'approval',
    'ingest-keys',
    'about',
  ]),
};

/** What a person, this computer and (for admins) the platform can be told. */
export function SettingsScreen() {
  const { user } = useSignedIn();
  const [{ section }, , push] = useAddressState(address);
  const open = sections.filter(
    ({ adminOnly, actingOnly }) =>
      (!adminOnly || user.role === 'admin') && (!actingOnly || user.role === 'admin' || user.role === 'ops'),
  );
  const current = open.find(({ id }) => id === section) ?? open[0];
  return (
    <Page title="Settings">
      <div className={classes.layout}>
        <nav className={classes.sections} aria-label="Sections of the settings">
          {open.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              className={classes.section}
              aria-current={id === current?.id}
              onClick={() => push({ section: id })}
            >
              {title}
            </button>
          ))}
        </nav>
        <div className={classes.content}>{current === undefined ? null : <current.Section />}</div>
      </div>
    </Page>
  );
}
