import type { CallError, CallErrorKind } from '#renderer/data/call-failure.ts';

export interface ErrorWords {
  /** What happened. */
  title: string;
  /** Details, in a sentence. */
  detail: string;
  /** What to do now. */
  advice: string;
  /** False where trying the same again can't help. */
  retry: boolean;
}

type Words = Pick<ErrorWords, 'title' | 'advice' | 'retry'> & { detail?: string };

/** Where the console knows better than the platform's own sentence what to say. */
const words: Partial<Record<CallErrorKind, Words>> = {
  offline: {
    title: 'The platform can’t be reached',
    advice: 'Check the network or VPN, then try again.',
    retry: true,
  },
  timeout: {
    title: 'The platform took too long to answer',
    detail: 'It may still have done what was asked.',
    advice: 'Look whether it happened before you repeat it; repeating is safe for everything that creates something.',
    retry: true,
  },
  unavailable: { title: 'The platform is not ready', advice: 'It usually is within a minute. Try again.', retry: true },
  internal: {
    title: 'The platform failed',
    advice: 'Try again. If it fails again, pass on the request id.',
    retry: true,
  },
  contract_broken: {
    title: 'The answer can’t be trusted',
    detail: 'The platform answered in a form this version of the console does not know.',
    advice: 'Update the console or the platform so that both are of one version, and pass on the request id.',
    retry: true,
  },
  unauthenticated: { title: 'You are signed out', detail: 'Sign in again to go on.', advice: '', retry: false },
  token_expired: { title: 'Your session ran out', detail: 'Sign in again to go on.', advice: '', retry: false },
  session_revoked: { title: 'Your session was ended', detail: 'Sign in again to go on.', advice: '', retry: false },
  forbidden: { title: 'Your role may not do this', advice: 'Ask somebody whose role may.', retry: false },
  four_eyes: {
    title: 'Somebody else must approve this',
    advice: 'Ask an admin who neither made nor submitted it.',
    retry: false,
  },
  not_found: { title: 'It no longer exists', advice: 'Reload the list to see what is there now.', retry: false },
  conflict: {
    title: 'This changed in the meantime',
    advice: 'Reload to see the present state, then decide again.',
    retry: true,
  },
  state_conflict: {
    title: 'Not possible in its present state',
    advice: 'Reload to see the present state.',
    retry: false,
  },
  view_ended: {
    title: 'This view has ended',
    advice: 'Begin another one if you still need to look.',
    retry: false,
  },
  capacity_exhausted: {
    title: 'No seat is free',
    advice: 'Revoke invitations, wait for some to expire, or ask an admin for more seats.',
    retry: false,
  },
  validation: {
    title: 'Some fields are not valid',
    advice: 'Correct the fields that are marked and send again.',
    retry: false,
  },
  payload_too_large: { title: 'That is too much at once', advice: 'Split it into smaller parts.', retry: false },
  not_connected: {
    title: 'Not connected to a platform',
    advice: 'Sign in first.',
    retry: false,
  },
  rejected: {
    title: 'The console refused this',
    advice: 'Restart the console. If it happens again, please report it.',
    retry: true,
  },
  cancelled: { title: 'Cancelled', advice: 'Nothing was changed here.', retry: true },
};

/**
 * What to tell a person about a failure: what happened and what to do. Decides by kind, never by wording. Failures
 * that main saw itself (no status) come with the whole story in their detail.
 */
export function errorWords(error: CallError): ErrorWords {
  if (error.status === null && error.detail !== '') {
    return { title: error.title, detail: error.detail, advice: '', retry: words[error.kind]?.retry ?? false };
  }
  if (error.kind === 'rate_limited') {
    const seconds = error.retry_after_seconds ?? 0;
    return {
      title: 'Too many tries',
      detail: error.detail,
      advice: seconds > 0 ? `Try again in ${waitWords(seconds)}.` : 'Wait a moment and try again.',
      retry: true,
    };
  }
  const known = words[error.kind];
  if (known === undefined) return { title: error.title, detail: error.detail, advice: '', retry: false };
  const detail = error.detail === known.title || error.detail === error.title ? '' : error.detail;
  return {
    title: known.title,
    detail: known.detail ?? detail,
    advice: known.advice,
    retry: known.retry,
  };
}

/** `8 seconds`, `3 minutes`: a wait, rounded up so that it is never too short. */
export function waitWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** The sentences under the title. What was kept is said once: main's own failures say it themselves. */
export function errorSentences(error: CallError, kept?: string): string {
  const { detail, advice } = errorWords(error);
  const told = error.status === null && error.detail !== '';
  return [detail, told ? '' : kept, advice].filter(Boolean).join(' ');
}
