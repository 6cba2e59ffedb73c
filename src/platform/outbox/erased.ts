/** Where mails to erased people went, as far as anybody can say now. The domain can't exist (RFC 2606). */
export const erasedDomain = 'erased.invalid';

/** True for a mail whose text went with the person it was for. */
export function isErased(mail: { recipient: string }): boolean {
  return mail.recipient.endsWith(`@${erasedDomain}`);
}
