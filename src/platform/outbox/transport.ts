/** A mail as it goes to the mail server. */
export interface MailDraft {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
  /** The same at every attempt, so that a mail that was sent twice is shown once. */
  messageId: string;
}

/**
 * later: worth another try (`serverIll`: the server as a whole is out of order, and not only this mail unwelcome at the
 * moment); failed: this mail will never go out; bounced: there is no such recipient.
 */
export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'later'; reason: string; serverIll: boolean }
  | { kind: 'failed' | 'bounced'; reason: string };

export interface MailTransport {
  /** Never throws: what went wrong is the outcome. An abort is `later`. */
  send(draft: MailDraft, signal: AbortSignal): Promise<SendOutcome>;
  close(): void;
}
