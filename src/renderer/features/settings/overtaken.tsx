import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Notice } from '#renderer/ui/states/states.tsx';

/** Somebody else changed the setting while one typed: what it is now, and the way to take that. */
export function Overtaken({ onDrop, children }: { onDrop: () => void; children: ReactNode }) {
  return (
    <Notice
      tone="warning"
      title="Changed by somebody else meanwhile."
      actions={
        <Button size="compact-sm" variant="default" onClick={onDrop}>
          Take theirs
        </Button>
      }
    >
      {children}
    </Notice>
  );
}
