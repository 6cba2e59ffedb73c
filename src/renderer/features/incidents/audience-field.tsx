import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { IconLock, IconWorld } from '#renderer/ui/icons.ts';
import classes from './incidents.module.css';

/** Who can read what is being written. It says so in words, because the wrong choice can't be taken back from those who read it. */
export function AudienceField({
  isPublic,
  onChange,
  allowed,
}: {
  isPublic: boolean;
  onChange: (isPublic: boolean) => void;
  /** False while the incident isn't on the status page. */
  allowed: boolean;
}) {
  const hint = useId();
  const chosen = isPublic && allowed;
  return (
    <div className={classes.audience}>
      <SegmentedControl
        aria-label="Who can read it"
        aria-describedby={hint}
        size="xs"
        transitionDuration={0}
        disabled={!allowed}
        value={chosen ? 'public' : 'internal'}
        onChange={(next) => onChange(next === 'public')}
        data={[
          {
            value: 'internal',
            label: (
              <span className={classes.audienceChoice}>
                <IconLock size={13} />
                Internal
              </span>
            ),
          },
          {
            value: 'public',
            label: (
              <span className={classes.audienceChoice}>
                <IconWorld size={13} />
                Public
              </span>
            ),
          },
        ]}
      />
      <span className={chosen ? classes.audiencePublic : classes.audienceHint} id={hint}>
        {!allowed
          ? 'Only staff can read it: this incident is not on the status page.'
          : chosen
            ? 'Everybody can read it on the status page, without your name.'
            : 'Only staff can read it.'}
      </span>
    </div>
  );
}
