import { type MailRoute, useMailRoute, usePlatformAbout } from '#renderer/data/about/about.ts';
import { useAbout } from '#renderer/data/desktop/desktop.ts';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { LoadingState } from '#renderer/ui/states/states.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import { SettingsPart } from './settings-part.tsx';

export function AboutSection() {
  const { data } = useAbout();
  const platform = usePlatformAbout();
  const route = useMailRoute();
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
            { name: 'Platform', value: versionWords(platform.data?.version, data.version) },
            { name: 'Mails', value: mailWords(route) },
          ]}
        />
      )}
    </SettingsPart>
  );
}

function versionWords(platform: string | undefined, console: string): string {
  if (platform === undefined) return '–';
  return platform === console ? 'The same version' : platform;
}

function mailWords(route: MailRoute | undefined): string {
  switch (route) {
    case 'smtp':
      return 'Go out through a mail server';
    case 'outbox':
      return 'Kept in the outbox: no mail server is set (SMTP_URL)';
    case 'rehearsal':
      return 'Kept in the outbox: a rehearsal mails nobody';
    case undefined:
      return '–';
  }
}
