import { notifications } from '@mantine/notifications';
import type { CallError } from '#renderer/data/call-failure.ts';
import { errorWords } from '#renderer/ui/states/error-words.ts';

/** Tells that something is done: "Invitation sent to ada@example.com". No "successfully". */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000 });
}

/** A failure of something that has no form to show it in. Stays until it is closed. */
export function toastFailure(error: CallError, what: string): void {
  const { title, detail, advice } = errorWords(error);
  const request = error.request_id === null ? '' : ` Request ${error.request_id}.`;
  notifications.show({
    title: `${what}: ${title}`,
    message: `${[detail, advice].filter(Boolean).join(' ')}${request}`,
    color: 'red',
    autoClose: false,
  });
}
