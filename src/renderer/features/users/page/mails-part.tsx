import { useNavigate } from '@tanstack/react-router';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { type Mail, useUserMails } from '#renderer/data/users/parts.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { IconMail } from '#renderer/ui/icons.ts';
import { EmptyState } from '#renderer/ui/states/states.tsx';
import { mailKindWords, mailStateOf } from '#renderer/ui/status/mail-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { isKept } from '#shared/kept-mail.ts';
import { NotForYou } from './not-for-you.tsx';
import classes from './user.module.css';

const columns: readonly Column<Mail>[] = [
  { id: 'created', header: 'Made', width: 146, cell: (mail) => <TimeText at={mail.created_at} /> },
  { id: 'kind', header: 'Template', width: 130, from: 670, cell: (mail) => mailKindWords[mail.kind] },
  { id: 'state', header: 'State', width: 156, cell: (mail) => <MailState mail={mail} /> },
  {
    id: 'subject',
    header: 'Subject',
    width: 180,
    grow: 2,
    cell: (mail) => <bdi title={mail.subject}>{mail.subject}</bdi>,
  },
  { id: 'to', header: 'To', width: 170, grow: 1, from: 990, cell: (mail) => <bdi title={mail.to}>{mail.to}</bdi> },
  {
    id: 'error',
    header: 'Last error',
    width: 140,
    grow: 1,
    from: 1130,
    cell: (mail) =>
      mail.last_error === null ? <span className={classes.muted}>–</span> : <bdi>{mail.last_error}</bdi>,
  },
  {
    id: 'sent',
    header: 'Sent',
    width: 146,
    from: 820,
    cell: (mail) => <TimeText at={isKept(mail) ? null : mail.sent_at} />,
  },
];

function MailState({ mail }: { mail: Mail }) {
  const look = mailStateOf(mail);
  const title = mail.last_error === null ? {} : { title: mail.last_error };
  return <StatusBadge {...look} quiet={look.tone !== 'critical'} {...title} />;
}

/** Mails to one person. Their text is in the outbox, for those who may see it. */
export function MailsPart({ story }: { story: UserStory }) {
  if (!story.allowed.includes('see_notes')) {
    return <NotForYou what="Mails to staff" whom="are for admins" />;
  }
  return <Mails userId={story.user.id} />;
}

function Mails({ userId }: { userId: string }) {
  const viewer = useSignedIn().user;
  const navigate = useNavigate();
  const rows = useUserMails(userId);
  const mayOpen = viewer.role !== 'support';
  const open = (mail: Mail) => void navigate({ to: '/outbox', search: { id: mail.id } as never });
  return (
    <DataTable
      label="Mails"
      noun={['mail', 'mails']}
      rows={rows}
      columns={columns}
      rowId={(mail) => mail.id}
      rowName={(mail) => mail.subject}
      {...(mayOpen ? { onOpen: open } : {})}
      empty={
        <EmptyState icon={IconMail} title="No mails yet">
          Invitation, confirmation, resets: every mail that is made for this person is listed here.
        </EmptyState>
      }
      footer={
        <span className={classes.muted}>
          {mayOpen ? 'A mail opens in the Outbox.' : 'What they say is in the Outbox, which is for ops and admins.'}
        </span>
      }
    />
  );
}
