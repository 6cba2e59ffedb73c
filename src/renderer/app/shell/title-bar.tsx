import { useSession, useSignedIn } from '#renderer/data/session/queries.ts';
import profileColours from '#renderer/ui/colours/profile-colours.module.css';
import { IconPlugConnected, IconPlugConnectedX, IconSearch } from '#renderer/ui/icons.ts';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import classes from './shell.module.css';
import { WhoAmI } from './who-am-i.tsx';

const connectionWords = { online: 'Connected', offline: 'Offline', unknown: 'Connecting' } as const;

function Connection({ state }: { state: keyof typeof connectionWords }) {
  const Icon = state === 'offline' ? IconPlugConnectedX : IconPlugConnected;
  return (
    <span
      role="status"
      className={`${classes.connection} ${classes[state]}`}
      title={connectionWords[state]}
      data-passing
    >
      <Icon size={14} stroke={2} />
      <span className={classes.connectionText}>{connectionWords[state]}</span>
    </span>
  );
}

/** Where one is connected, the palette, and who one is. */
export function TitleBar({ onPalette }: { onPalette: () => void }) {
  const { profile } = useSignedIn();
  const { data: session } = useSession();
  return (
    <section className={classes.titleBar} aria-label="Title bar">
      <div className={classes.profile}>
        <span className={`${classes.dot} ${profileColours[profile.colour]}`} aria-hidden />
        <span className={classes.profileName}>{profile.name}</span>
        {profile.rehearsal ? null : <span className={classes.profileAddress}>{profile.address}</span>}
      </div>
      <button type="button" className={classes.palette} onClick={onPalette} title="Go to a screen or do something">
        <IconSearch size={14} />
        <span className={classes.paletteText}>Go to a screen or do something</span>
        <KeyboardHint keys="mod+k" />
      </button>
      <div className={classes.right}>
        <Connection state={session?.connection ?? 'unknown'} />
        <WhoAmI />
      </div>
    </section>
  );
}
