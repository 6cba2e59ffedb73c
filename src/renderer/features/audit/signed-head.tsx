import { Button } from '@mantine/core';
import type { AuditHead } from '#contract/audit.ts';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconCopy } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';

/** The signed head in one sentence: what it is and what it is good for. */
export function SignedHead({ head }: { head: AuditHead }) {
  if (head.sequence === 0) return <>Nothing is recorded yet.</>;
  return (
    <>
      Signed up to entry <strong>{formatCount(head.sequence)}</strong>,{' '}
      <CodeText value={head.hash}>{head.hash.slice(0, 12)}</CodeText>, on <TimeText at={head.signed_at} />.
    </>
  );
}

/** Copies everything somebody else needs to check the signature. */
export function CopyHead({ head }: { head: AuditHead }) {
  const copy = async () => {
    await copyText(`${JSON.stringify(head, null, 2)}\n`);
    toastDone(`Signed head of entry ${formatCount(head.sequence)} copied`);
  };
  return (
    <Button
      variant="default"
      title="Keep it elsewhere: with it anybody can later prove that none of these entries was changed or removed."
      leftSection={<IconCopy size={14} aria-hidden />}
      onClick={() => void copy()}
    >
      Copy signed head
    </Button>
  );
}
