import type { MailRoute } from '#renderer/data/about/about.ts';

/** Whether mails are only kept; false also while that is not known. */
export function isKeeping(route: MailRoute | undefined): route is 'outbox' | 'rehearsal' {
  return route === 'outbox' || route === 'rehearsal';
}

/** Why mails are only kept, as the beginning of a sentence. */
export function nobodyMailed(route: 'outbox' | 'rehearsal'): string {
  return route === 'rehearsal' ? 'A rehearsal mails nobody' : 'No mail server is set, so nobody is mailed';
}
