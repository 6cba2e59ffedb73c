import type { Light } from '#contract/metrics.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { lightWords, limitWords } from './words.ts';

/** R11 as icon, word and colour. Quiet while all is well, so that the few that are not catch the eye. */
export function LightBadge({ light, none, of = 'target' }: { light: Light; none?: string; of?: 'target' | 'limit' }) {
  const { label, tone } = (of === 'target' ? lightWords : limitWords)[light];
  return (
    <StatusBadge
      tone={tone}
      label={light === 'none' ? (none ?? label) : label}
      quiet={light === 'none' || light === 'green'}
    />
  );
}
