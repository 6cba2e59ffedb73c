import { Button } from '@mantine/core';
import { useMayAct } from '#renderer/data/nudges/may-act.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconSend } from '#renderer/ui/icons.ts';
import { useAsk } from './asked.ts';
import type { Target } from './target.ts';

interface TargetButtonsProps {
  target: Target;
  /** True where they are a cohort already. */
  saved?: boolean;
}

/** What can be done for people: save them under a name, nudge them. Support may look, so nothing is offered to them. */
export function TargetButtons({ target, saved = false }: TargetButtonsProps) {
  const ask = useAsk();
  if (!useMayAct()) return null;
  return (
    <>
      {saved ? null : (
        <Button variant="default" onClick={() => ask({ kind: 'cohort', target })}>
          Save as cohort…
        </Button>
      )}
      <Button leftSection={<IconSend size={14} aria-hidden />} onClick={() => ask({ kind: 'nudge', target })}>
        Nudge {formatCount(target.count)}…
      </Button>
    </>
  );
}
