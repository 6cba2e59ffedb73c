import { SegmentedControl } from '@mantine/core';
import { type Preferences, usePreferences, useSetPreferences } from '#renderer/data/preferences/preferences.ts';
import { SettingsPart } from './settings-part.tsx';

const themes: { value: Preferences['theme']; label: string }[] = [
  { value: 'system', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function AppearanceSection() {
  const { theme } = usePreferences();
  const { mutate } = useSetPreferences();
  return (
    <SettingsPart title="Appearance" lead="Kept on this computer, for every platform.">
      <div>
        <SegmentedControl
          aria-label="Theme"
          data={themes}
          value={theme}
          transitionDuration={0}
          onChange={(next) => mutate({ theme: next })}
        />
      </div>
    </SettingsPart>
  );
}
