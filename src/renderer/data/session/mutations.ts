import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChannelInput, SessionState } from '#bridge/channels.ts';
import { request } from '#renderer/data/bridge.ts';
import { acceptSession } from './accept.ts';

function useSessionMutation<Input>(run: (input: Input) => Promise<SessionState>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (state) => acceptSession(client, state),
  });
}

export function useSignIn() {
  return useSessionMutation((input: ChannelInput<'session.sign_in'>) => request('session.sign_in', input));
}

export function useSignOut() {
  return useSessionMutation(() => request('session.sign_out', null));
}

/** Tries the keychain once more, after the person has unlocked it. */
export function useRetryKeychain() {
  return useSessionMutation(() => request('session.retry_keychain', null));
}

/** Starts the rehearsal (or changes the role one looks through while in it). */
export function useExploreRehearsal() {
  return useSessionMutation((input: ChannelInput<'rehearsal.explore'>) => request('rehearsal.explore', input));
}
