import type { AuditHead } from '#contract/audit.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
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
