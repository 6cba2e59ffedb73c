import type { Light } from '#contract/metrics.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { lightWords } from './words.ts';

/** R11 as icon, word and colour. Quiet while all is well, so that the few that are not catch the eye. */
export function LightBadge({ light, none, title }: { light: Light; none?: string; title?: string }) {
  const { label, tone } = lightWords[light];
  return (
    <StatusBadge
      tone={tone}
      label={light === 'none' ? (none ?? label) : label}
      quiet={light === 'none' || light === 'green'}
      {...(title === undefined ? {} : { title })}
    />
  );
}
