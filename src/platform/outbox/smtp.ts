import type { MailDraft, MailTransport, SendOutcome } from './transport.ts';

/** Connections to the mail server at once; also how many mails are in flight when the process dies. */
export const smtpConnections = 4;

/** Milliseconds one mail may take, whatever the server is doing; then it is tried again later. */
const patienceMilliseconds = 60_000;

/** What the mailer throws: `command` and `responseCode` say who refused what. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/**
 * A pool of connections to the mail server. Loaded only where a server is set: a console that runs its own platform
 * keeps its mails in the outbox.
 *
 * @param url `smtp://` or `smtps://`; settings of the mailer may follow as a query, for example `?connectionTimeout=5000`
 */
export async function openSmtp(url: string): Promise<MailTransport> {
  const { createTransport } = await import('nodemailer');
  const mailer = createTransport({
    url,
    pool: true,
    maxConnections: smtpConnections,
    maxMessages: 1000,
    // A mail whose connection broke may have been taken: trying again is for the delivery job, which counts.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  mailer.on('error', () => undefined);

  return {
    send: async (draft, signal) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
      try {
        await mailer.sendMail({ ...message(draft), signal: patience });
        return { kind: 'sent' };
      } catch (error) {
        return classify(error as SmtpError);
      }
    },
    close: () => mailer.close(),
  };
}

function message(draft: MailDraft) {
  return {
    from: draft.from,
    to: { name: '', address: draft.to },
    subject: draft.subject,
    text: draft.text,
    html: draft.html,
    date: draft.date,
    messageId: draft.messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** Only a refusal that names this mail or its recipient is final. A server that is ill, full or misconfigured is asked again. */
function classify(error: SmtpError): SendOutcome {
  const reason = (error.response ?? error.message).replace(/\s+/g, ' ').trim().slice(0, 300);
  const code = error.responseCode;
  const aboutMail = error.command === 'MAIL FROM' || error.command === 'RCPT TO' || error.command === 'DATA';
  if (!aboutMail || code === undefined || code === 421) {
    const unsendable = error.code === 'EENVELOPE' && code === undefined;
    return unsendable ? { kind: 'failed', reason } : { kind: 'later', reason, serverIll: true };
  }
  if (code < 500) return { kind: 'later', reason, serverIll: false };
  return { kind: error.command === 'RCPT TO' ? 'bounced' : 'failed', reason };
}
