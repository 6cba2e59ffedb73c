import { Button } from '@mantine/core';
import { type AuditWatchState, useVerifyAudit } from '#renderer/data/audit/watch.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconRefresh } from '#renderer/ui/icons.ts';
import { StatusBadge, type Tone } from '#renderer/ui/status/status-badge.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';

const badges: Record<AuditWatchState['state'], { tone: Tone; label: string } | null> = {
  off: null,
  waiting: { tone: 'nodata', label: 'Not verified yet' },
  verifying: { tone: 'information', label: 'Verifying' },
  verified: { tone: 'ok', label: 'Verified' },
  alarm: { tone: 'critical', label: 'Alarm' },
  unchecked: { tone: 'warning', label: 'Could not be verified' },
};

/** Whether the console has verified the log, as icon and word. */
export function WatchBadge({ watch }: { watch: AuditWatchState }) {
  const open = watch.alarms.some(({ acknowledged }) => acknowledged === null);
  const badge = badges[open && watch.state !== 'verifying' ? 'alarm' : watch.state];
  return badge === null ? null : <StatusBadge tone={badge.tone} label={badge.label} />;
}

/** The same in a sentence. */
export function WatchSentence({ watch }: { watch: AuditWatchState }) {
  const { state, kept, whole_at, progress, trouble } = watch;
  if (state === 'off') return null;
  if (state === 'verifying') {
    return progress === null ? (
      <>Verifying the log… </>
    ) : (
      <>
        Verifying: {formatCount(progress.checked)} of {formatCount(progress.total)} entries.{' '}
      </>
    );
  }
  const acknowledged = watch.alarms.filter((alarm) => alarm.acknowledged !== null).length;
  const open = watch.alarms.some((alarm) => alarm.acknowledged === null);
  const verified =
    kept === null ? (
      'This computer has verified nothing of it yet. '
    ) : (
      <>
        {open ? 'It last held up to entry' : 'Verified here up to entry'} <strong>{formatCount(kept.sequence)}</strong>{' '}
        <TimeText at={kept.verified_at} style="relative" />
        {whole_at === null || open ? null : isOneCheck(kept.verified_at, whole_at) ? (
          ', every entry'
        ) : (
          <>
            ; every entry last <TimeText at={whole_at} style="relative" />
          </>
        )}
        {acknowledged === 0
          ? null
          : ` (but for ${acknowledged} acknowledged ${acknowledged === 1 ? 'alarm' : 'alarms'})`}
        .{' '}
      </>
    );
  if (state !== 'unchecked') return verified;
  return (
    <>
      <span title={trouble?.detail}>
        The last check could not be finished, which says nothing about the log: {trouble?.title}.
      </span>{' '}
      {verified}
    </>
  );
}

/** True where the last check went over the whole log: there is one time to tell, not two. */
function isOneCheck(verifiedAt: string, wholeAt: string): boolean {
  return Math.abs(Date.parse(verifiedAt) - Date.parse(wholeAt)) < 60_000;
}

/** Checks what was added since the last time. */
export function VerifyButton({ watch }: { watch: AuditWatchState }) {
  const verify = useVerifyAudit();
  return (
    <Button
      variant="default"
      loading={watch.state === 'verifying'}
      leftSection={<IconRefresh size={14} aria-hidden />}
      onClick={() => verify.mutate('new')}
    >
      Verify now
    </Button>
  );
}
