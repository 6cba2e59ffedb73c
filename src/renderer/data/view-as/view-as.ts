import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ViewAs, ViewPart } from '#contract/view-as.ts';
import { callOperation } from '#renderer/data/call.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { IntentKey } from '#renderer/data/intent-key.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { userKeys } from '#renderer/data/users/keys.ts';
import { viewKeys } from './keys.ts';

export type { ReceivedMail, ViewAs, ViewContent, ViewPart } from '#contract/view-as.ts';

/** The person's timeline tells of the view, and so does the audit log. */
const touched = [userKeys.all, ['audit']] as const;
/** How often it is asked whether the view still is open: it may have been ended from another window. */
const every = 15_000;

/** A view as the platform told of it. The end is by this computer's clock, counted from when the answer came. */
export interface KnownView extends ViewAs {
  readonly endsAt: number;
}

function known(view: ViewAs): KnownView {
  return { ...view, endsAt: Date.now() + view.seconds_left * 1000 };
}

export function useStartView() {
  const client = useQueryClient();
  return useOperationMutation('view_as.start', {
    invalidates: touched,
    onAnswer: (view) => client.setQueryData(viewKeys.state(view.id), known(view)),
  });
}

export function useEndView() {
  const client = useQueryClient();
  return useOperationMutation('view_as.end', {
    invalidates: touched,
    onAnswer: (view) => client.setQueryData(viewKeys.state(view.id), known(view)),
  });
}

/** How a view stands. Asking is no look at anything. */
export function useView(userId: string, viewId: string) {
  return useQuery({
    queryKey: viewKeys.state(viewId),
    queryFn: async ({ signal }) =>
      known(await callOperation('view_as.get', { params: { id: userId, view_id: viewId } }, { signal })),
    refetchInterval: ({ state }) => (state.data?.ended === null ? every : false),
  });
}

/**
 * A part of what the member sees. It is asked for when it is opened and not again by itself, because the platform writes
 * down each look. Asked for again after a lost answer, it is the same look, and written down once.
 */
export function useViewPart(userId: string, viewId: string, part: ViewPart) {
  const client = useQueryClient();
  const [look] = useState(() => new IntentKey());
  return useQuery({
    queryKey: viewKeys.part(viewId, part),
    queryFn: async ({ signal }) => {
      const params = { id: userId, view_id: viewId, part };
      const query = { look_id: look.keyFor(params) };
      const { view, content } = await callOperation('view_as.read', { params, query }, { signal }).catch(
        (failure: unknown) => {
          // Ended from elsewhere, or by the platform's clock before ours: the screen asks how.
          if (toCallError(failure).kind === 'view_ended') {
            void client.invalidateQueries({ queryKey: viewKeys.state(viewId) });
          }
          throw failure;
        },
      );
      look.done();
      client.setQueryData(viewKeys.state(viewId), known(view));
      for (const queryKey of touched) void client.invalidateQueries({ queryKey });
      return content;
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Forgets what a view showed: nothing of it stays in the window once it has ended or was left. */
export function useForgetView(viewId: string) {
  const client = useQueryClient();
  return useCallback(() => client.removeQueries({ queryKey: viewKeys.parts(viewId) }), [client, viewId]);
}
