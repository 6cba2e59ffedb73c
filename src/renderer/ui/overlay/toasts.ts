import { type NotificationData, notifications } from '@mantine/notifications';
import type { CallError } from '#renderer/data/call-failure.ts';
import type { Notice } from '#renderer/data/notices/notices.ts';
import { errorSentences, errorWords } from '#renderer/ui/states/error-words.ts';

/** Tells that something is done: "Invitation sent to ada@example.com". No "successfully". */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000 });
}

/** A failure of something that has no form to show it in. Stays until it is closed. */
export function toastFailure(error: CallError, what: string): void {
  const { title } = errorWords(error);
  const request = error.request_id === null ? '' : ` Request ${error.request_id}.`;
  const heading = `${what}: ${title}`;
  showOnce({
    id: heading,
    title: heading,
    message: `${errorSentences(error)}${request}`,
    color: 'red',
    autoClose: false,
  });
}

/** Something main has to say. Errors and warnings stay until they are closed. */
export function toastNotice(notice: Notice): void {
  const colours = { information: 'indigo', warning: 'yellow', error: 'red' } as const;
  showOnce({
    id: notice.id,
    title: notice.title,
    message: notice.detail,
    color: colours[notice.level],
    autoClose: notice.level === 'information' ? 8000 : false,
  });
}

/**
 * What happens again takes the place of what is still shown or waits to be: whoever tries the same thing all through an
 * outage has one notice of it, the newest, and not a pile that grows with every try.
 */
function showOnce(notice: NotificationData & { id: string }): void {
  // The first does nothing without one of the id, the second nothing with one.
  notifications.update(notice);
  notifications.show(notice);
}
