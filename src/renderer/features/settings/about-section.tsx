import { useAbout } from '#renderer/data/desktop/desktop.ts';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { LoadingState } from '#renderer/ui/states/states.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import { SettingsPart } from './settings-part.tsx';

export function AboutSection() {
  const { data } = useAbout();
  return (
    <SettingsPart
      title="About"
      lead={
        <>
          Press <KeyboardHint keys="?" /> anywhere for the keyboard shortcuts.
        </>
      }
    >
      {data === undefined ? (
        <LoadingState lines={3} />
      ) : (
        <Facts
          facts={[
            { name: 'Gatehouse', value: data.version },
            { name: 'Electron', value: data.electron },
            { name: 'System', value: data.platform },
            { name: 'Data directory', value: <CodeText wrap>{data.data_directory}</CodeText> },
          ]}
        />
      )}
    </SettingsPart>
  );
}
