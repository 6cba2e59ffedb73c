import { useQueryClient } from '@tanstack/react-query';
import type { SessionState } from '#bridge/channels.ts';
import type { SignedInUser } from '#contract/auth.ts';
import { sessionKeys } from '#renderer/data/session/keys.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

/** The session shows at once what the answer says of its user. */
function useTakeUser() {
  const client = useQueryClient();
  return (user: SignedInUser) =>
    client.setQueryData<SessionState>(sessionKeys.state, (state) => (state === undefined ? state : { ...state, user }));
}

/** Sets another password; every other session of the account ends. */
export function useChangePassword() {
  return useOperationMutation('auth.change_password', { invalidates: [['users'], ['audit']] });
}

/** Begins two-step sign-in: answers a secret that counts only once it is confirmed. */
export function useEnrolTotp() {
  return useOperationMutation('auth.totp_enrol', { invalidates: [] });
}

export function useConfirmTotp() {
  return useOperationMutation('auth.totp_confirm', { invalidates: [], onAnswer: useTakeUser() });
}

export function useDisableTotp() {
  return useOperationMutation('auth.totp_disable', { invalidates: [], onAnswer: useTakeUser() });
}
