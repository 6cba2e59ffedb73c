import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChannelInput } from '#bridge/channels.ts';
import { request } from '#renderer/data/bridge.ts';
import { profileKeys } from './keys.ts';

export function useSaveProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: ChannelInput<'profiles.save'>) => request('profiles.save', input),
    onSuccess: () => client.invalidateQueries({ queryKey: profileKeys.list }),
  });
}

export function useRemoveProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request('profiles.remove', { id }),
    onSuccess: () => client.invalidateQueries({ queryKey: profileKeys.list }),
  });
}
