import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type AuditAlarm, useAcknowledgeAlarm } from '#renderer/data/audit/watch.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { copyText, useSaveText } from '#renderer/data/desktop/desktop.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconAlertOctagon, IconCopy, IconDownload } from '#renderer/ui/icons.ts';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { alarmStory, evidenceOf } from './alarm-words.ts';
import classes from './audit.module.css';

/** Alarms of the log: open ones told in full, acknowledged ones as a line that can be opened. */
export function Alarms({ alarms }: { alarms: readonly AuditAlarm[] }) {
  const open = alarms.filter(({ acknowledged }) => acknowledged === null);
  const closed = alarms.filter(({ acknowledged }) => acknowledged !== null);
  return (
    <>
      {open.map((alarm) => (
        <OpenAlarm key={alarm.id} alarm={alarm} />
      ))}
      {closed.length === 0 ? null : (
        <details className={classes.closed}>
          <summary>
            {closed.length === 1 ? 'One acknowledged alarm' : `${closed.length} acknowledged alarms`} on this computer
          </summary>
          <ul>
            {closed.map((alarm) => (
              <li key={`${alarm.id} ${alarm.found_at}`}>
                <ClosedAlarm alarm={alarm} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function OpenAlarm({ alarm }: { alarm: AuditAlarm }) {
  const [asking, setAsking] = useState(false);
  const { what, since, todo, kept } = alarmStory(alarm);
  return (
    <section className={classes.alarm} aria-label="Alarm">
      <h2>
        <IconAlertOctagon size={16} aria-hidden />
        {what}
      </h2>
      <p>{since}</p>
      <p>
        <strong>What to do.</strong> {todo}
      </p>
      <p>{kept}</p>
      <div className={classes.alarmActions}>
        <EvidenceButtons alarm={alarm} />
        <Button variant="default" onClick={() => setAsking(true)}>
          Acknowledge…
        </Button>
      </div>
      <details>
        <summary>Evidence</summary>
        <Evidence alarm={alarm} />
      </details>
      <AcknowledgeDialog alarm={alarm} opened={asking} onClose={() => setAsking(false)} />
    </section>
  );
}

function Evidence({ alarm: { finding, found_at, last_found_at, kept, head, entry } }: { alarm: AuditAlarm }) {
  return (
    <>
      <Facts
        facts={[
          { name: 'Found', value: <TimeText at={found_at} /> },
          { name: 'Last seen', value: <TimeText at={last_found_at} /> },
          { name: 'Should be', value: <CodeText wrap>{finding.expected}</CodeText> },
          { name: 'Is', value: <CodeText wrap>{finding.found}</CodeText> },
          ...(kept === null
            ? []
            : [{ name: `Kept head ${kept.sequence}`, value: <CodeText wrap>{kept.hash}</CodeText> }]),
          { name: `Shown head ${head.sequence}`, value: <CodeText wrap>{head.hash}</CodeText> },
        ]}
      />
      {entry === null ? null : <pre className={classes.evidence}>{entry}</pre>}
    </>
  );
}

function EvidenceButtons({ alarm }: { alarm: AuditAlarm }) {
  const { profile } = useSignedIn();
  const save = useSaveText();
  const text = evidenceOf(alarm, profile.address);
  const copy = async () => {
    await copyText(text);
    toastDone('Evidence copied');
  };
  const saved = ({ path }: { path: string | null }) => path !== null && toastDone(`Evidence saved as ${path}`);
  return (
    <>
      <Button variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={() => void copy()}>
        Copy evidence
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        loading={save.isPending}
        onClick={() => save.mutate({ suggested_name: 'audit-evidence.json', text }, { onSuccess: saved })}
      >
        Save evidence
      </Button>
      {save.error === null ? null : <ErrorNotice error={toCallError(save.error)} />}
    </>
  );
}

function ClosedAlarm({ alarm }: { alarm: AuditAlarm }) {
  const { acknowledged, found_at } = alarm;
  return (
    <>
      {alarmStory(alarm).what} Found <TimeText at={found_at} />. Acknowledged <TimeText at={acknowledged?.at ?? null} />{' '}
      by {acknowledged?.by}: “{acknowledged?.reason}”{' '}
      <span className={classes.alarmActions}>
        <EvidenceButtons alarm={alarm} />
      </span>
    </>
  );
}

const shortestReason = 3;

function AcknowledgeDialog({ alarm, opened, onClose }: { alarm: AuditAlarm; opened: boolean; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const acknowledge = useAcknowledgeAlarm();
  return (
    <ConfirmDialog
      opened={opened}
      title="Acknowledge this alarm?"
      confirm="Acknowledge"
      busy={acknowledge.isPending}
      blocked={reason.trim().length < shortestReason}
      error={acknowledge.error === null ? null : toCallError(acknowledge.error)}
      onConfirm={() => acknowledge.mutate({ alarm_id: alarm.id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className={classes.note}>
        The banner goes; the alarm, its evidence and your reason stay on this computer. This finding alarms no more, any
        other does.
      </p>
      <Textarea
        data-autofocus
        label="Why it is dealt with"
        description="Who looked into it, and what they found"
        value={reason}
        maxLength={1000}
        autosize
        minRows={3}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
