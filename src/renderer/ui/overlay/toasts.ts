import { notifications } from '@mantine/notifications';
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
  notifications.show({
    title: `${what}: ${title}`,
    message: `${errorSentences(error)}${request}`,
    color: 'red',
    autoClose: false,
  });
}

/** Something main has to say. Errors and warnings stay until they are closed. */
export function toastNotice(notice: Notice): void {
  const colours = { information: 'indigo', warning: 'yellow', error: 'red' } as const;
  notifications.show({
    id: notice.id,
    title: notice.title,
    message: notice.detail,
    color: colours[notice.level],
    autoClose: notice.level === 'information' ? 8000 : false,
  });
}
