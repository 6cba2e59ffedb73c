import { Button } from '@mantine/core';
import type { Profile } from '#renderer/data/session/queries.ts';
import profileColours from '#renderer/ui/colours/profile-colours.module.css';
import { IconEdit, IconPlus } from '#renderer/ui/icons.ts';
import { IconButton } from '#renderer/ui/page/icon-button.tsx';
import classes from './connect.module.css';

interface ProfileListProps {
  profiles: readonly Profile[];
  chosen: Profile | null;
  onChoose: (profile: Profile) => void;
  onAdd: () => void;
  onEdit: (profile: Profile) => void;
}

/** The platforms this computer knows, each with its colour. */
export function ProfileList({ profiles, chosen, onChoose, onAdd, onEdit }: ProfileListProps) {
  return (
    <>
      <h2 className={classes.sideHeading}>Platforms</h2>
      {profiles.length === 0 ? (
        <p className={classes.none}>None yet. The first one you sign in to is kept here, with a name and a colour.</p>
      ) : (
        <ul className={classes.profiles}>
          {profiles.map((profile) => (
            <li
              key={profile.id}
              className={profile.id === chosen?.id ? `${classes.profile} ${classes.chosen}` : classes.profile}
            >
              <button
                type="button"
                className={classes.choose}
                aria-pressed={profile.id === chosen?.id}
                onClick={() => onChoose(profile)}
              >
                <span className={`${classes.colour} ${profileColours[profile.colour]}`} />
                <span className={classes.names}>
                  <span className={classes.name}>{profile.name}</span>
                  <span className={classes.address}>{profile.address}</span>
                </span>
              </button>
              <IconButton label={`Edit ${profile.name}`} onClick={() => onEdit(profile)}>
                <IconEdit size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {profiles.length === 0 ? null : (
        <Button variant="subtle" color="gray" justify="flex-start" leftSection={<IconPlus size={14} />} onClick={onAdd}>
          Another platform
        </Button>
      )}
    </>
  );
}
