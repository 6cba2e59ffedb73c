import { useSignedIn } from '#renderer/data/session/queries.ts';
import { optionField, useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import classes from './settings.module.css';

const sections = [
  { id: 'appearance', title: 'Appearance', Section: AppearanceSection, roles: null },
  { id: 'about', title: 'About', Section: AboutSection, roles: null },
] as const;

const address = { section: optionField(['appearance', 'about']) };

export function SettingsScreen() {
  const { user } = useSignedIn();
  const [{ section }, set] = useAddressState(address);
  const open = sections.filter(({ roles }) => roles === null || user.role === roles);
  const current = open.find(({ id }) => id === section) ?? sections[0];
  return (
    <Page title="Settings">
      <div className={classes.layout}>
        <nav className={classes.sections} aria-label="Settings">
          {open.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              className={classes.section}
              aria-current={id === current.id}
              onClick={() => set({ section: id })}
            >
              {title}
            </button>
          ))}
        </nav>
        <current.Section />
      </div>
    </Page>
  );
}
