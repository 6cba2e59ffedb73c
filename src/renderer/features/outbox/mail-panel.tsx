import { Button, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Mail, MailDetail } from '#contract/outbox.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { useRetryMail } from '#renderer/data/outbox/mutations.ts';
import { useOpenedMail } from '#renderer/data/outbox/queries.ts';
import { IconCopy, IconEye } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { AuditLink } from '#renderer/ui/page/audit-link.tsx';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { ErrorNotice, LoadingState, Notice } from '#renderer/ui/states/states.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import links from '#renderer/ui/text/link.module.css';
import texts from '#renderer/ui/text/text.module.css';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { isKept } from '#shared/kept-mail.ts';
import { mailDocument } from './mail-document.ts';
import classes from './outbox.module.css';
import { kindWords, secretOf, stateOf, stateSentence } from './words.ts';

/**
 * One mail: its facts, and its text once somebody has chosen to open it. `known` is its row; without one (a link from
 * elsewhere) even the facts come with opening it.
 */
export function MailPanel({ id, known, onClose }: { id: string; known: Mail | null; onClose: () => void }) {
  const retry = useRetryMail();
  const [opened, setOpened] = useState(known !== null && !known.holds_secret);
  const text = useOpenedMail(id, opened);
  const mail = known ?? text.data ?? null;
  const again = mail?.status === 'failed' || mail?.status === 'bounced';
  return (
    <DetailPanel
      title={mail?.subject ?? 'Mail'}
      identity={id}
      onClose={onClose}
      footer={
        again ? (
          <Button loading={retry.isPending} onClick={() => retry.mutate({ params: { id } })}>
            Send again
          </Button>
        ) : undefined
      }
    >
      {mail === null ? null : (
        <>
          <Facts facts={factsOf(mail)} />
          <p className={classes.meaning}>{stateSentence(mail)}</p>
        </>
      )}
      {retry.error === null ? null : <ErrorNotice error={toCallError(retry.error)} kept="The mail is unchanged." />}
      <PanelSection title="Content">
        {!opened ? (
          <OpenNotice mail={mail} onOpen={() => setOpened(true)} />
        ) : text.data !== undefined ? (
          <OpenedMail mail={text.data} />
        ) : text.error !== null ? (
          <ErrorNotice error={toCallError(text.error)} onRetry={() => void text.refetch()} />
        ) : (
          <LoadingState label="Opening the mail" />
        )}
      </PanelSection>
      <AuditLink subjectId={id} />
    </DetailPanel>
  );
}

function factsOf(mail: Mail): Fact[] {
  const facts: Fact[] = [
    { name: 'State', value: <StatusBadge {...stateOf(mail)} /> },
    { name: 'To', value: mail.to },
    { name: 'Kind', value: kindWords[mail.kind] },
    { name: 'Made', value: <TimeText at={mail.created_at} /> },
    ...(isKept(mail)
      ? [{ name: 'Kept', value: <TimeText at={mail.sent_at} /> }]
      : [
          { name: 'Sent', value: <TimeText at={mail.sent_at} /> },
          { name: 'Tries', value: mail.attempts },
        ]),
  ];
  if (mail.last_error !== null) facts.push({ name: 'Last error', value: mail.last_error });
  if (mail.invitation_id !== null) {
    const link = (
      <Link className={links.link} to="/invitations" search={{ id: mail.invitation_id }}>
        Open invitation
      </Link>
    );
    facts.push({ name: 'Invitation', value: link });
  }
  if (mail.batch_id !== null) {
    const link = (
      <Link className={links.link} to="/batches/$id" params={{ id: mail.batch_id }}>
        Open batch
      </Link>
    );
    facts.push({ name: 'Batch', value: link });
  }
  return facts;
}

/** Before a mail with a secret is opened: what it holds and that opening it is recorded. */
function OpenNotice({ mail, onOpen }: { mail: Mail | null; onOpen: () => void }) {
  return (
    <Notice
      tone="information"
      title={mail === null ? 'This mail may hold a code.' : `This mail holds ${secretOf(mail.kind)}.`}
      actions={
        <Button size="compact-sm" variant="default" leftSection={<IconEye size={14} aria-hidden />} onClick={onOpen}>
          Open mail
        </Button>
      }
    >
      Opening it is written to the audit log under your name.
    </Notice>
  );
}

function OpenedMail({ mail }: { mail: MailDetail }) {
  const [view, setView] = useState<'text' | 'html'>('text');
  const copy = async () => {
    await copyText(mail.text);
    toastDone('Text of the mail copied');
  };
  return (
    <>
      <div className={classes.views}>
        <SegmentedControl
          size="xs"
          aria-label="Show the mail as"
          value={view}
          onChange={(next) => setView(next === 'html' ? 'html' : 'text')}
          data={[
            { value: 'text', label: 'Text' },
            { value: 'html', label: 'As designed' },
          ]}
        />
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => void copy()}
        >
          Copy text
        </Button>
      </div>
      {view === 'text' ? (
        <pre className={texts.mail} dir="auto">
          {mail.text}
        </pre>
      ) : (
        <>
          <iframe
            className={classes.frame}
            title={`Mail: ${mail.subject}`}
            sandbox=""
            referrerPolicy="no-referrer"
            srcDoc={mailDocument(mail.html)}
          />
          <p className={classes.note}>Shown without scripts, links and remote pictures.</p>
        </>
      )}
    </>
  );
}
