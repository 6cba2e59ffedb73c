import { useId } from 'react';
import type { Profile } from '#renderer/data/session/queries.ts';
import profileColours from '#renderer/ui/colours/profile-colours.module.css';
import classes from './colour-choice.module.css';

const colours: readonly Profile['colour'][] = ['indigo', 'teal', 'violet', 'amber', 'red', 'slate'];

interface ColourChoiceProps {
  value: Profile['colour'];
  onChange: (colour: Profile['colour']) => void;
}

/** The colour of the bar across the top of the window, so that no platform is taken for another. */
export function ColourChoice({ value, onChange }: ColourChoiceProps) {
  const group = useId();
  return (
    <fieldset className={classes.swatches}>
      <legend className={classes.legend}>Colour</legend>
      {colours.map((colour) => (
        <label key={colour} className={`${classes.swatch} ${profileColours[colour]}`} title={colour}>
          <input
            type="radio"
            name={group}
            aria-label={colour}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
        </label>
      ))}
    </fieldset>
  );
}
