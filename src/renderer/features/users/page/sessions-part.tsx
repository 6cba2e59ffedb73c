import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type UserSession, useUserSessions } from '#renderer/data/users/parts.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { IconPlugConnectedX } from '#renderer/ui/icons.ts';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { accountActionsOf, actionWords } from './account-actions.ts';
import { userAddress } from './address.ts';
import { EndSessionDialog } from './end-session-dialog.tsx';
import { ForSeersOfSessions, PartHead } from './part-head.tsx';
import { sessionColumns } from './session-columns.tsx';
import { SessionPanel } from './session-panel.tsx';
import classes from './user.module.css';

interface SessionsPartProps {
  story: UserStory;
  onEndAll: () => void;
}

/** Live and past sessions of one person: where they are signed in, and who ended what. */
export function SessionsPart({ story, onEndAll }: SessionsPartProps) {
  return (
    <ForSeersOfSessions story={story}>
      <Sessions story={story} onEndAll={onEndAll} />
    </ForSeersOfSessions>
  );
}

function Sessions({ story, onEndAll }: SessionsPartProps) {
  const { user } = story;
  const [{ state, session_sort: sort, session: openId }, setAddress, pushAddress] = useAddressState(userAddress);
  const rows = useUserSessions(user.id, { sort, ...(state === undefined ? {} : { state }) });
  const open = useOpenSession(rows, openId);
  const [ending, setEnding] = useState<UserSession | null>(null);
  const mayEnd = story.allowed.includes('revoke_sessions');
  const columns = useMemo(() => sessionColumns(mayEnd ? setEnding : null), [mayEnd]);
  const close = () => setAddress({ session: undefined });
  const clear = () => setAddress({ state: undefined });
  return (
    <>
      <PartHead
        label="State"
        value={state}
        options={[
          { value: 'live', label: 'Live' },
          { value: 'past', label: 'Past' },
        ]}
        onChange={(next) => setAddress({ state: next })}
      >
        {accountActionsOf(story).includes('sessions') ? (
          <Button variant="default" onClick={onEndAll}>
            {actionWords.sessions}…
          </Button>
        ) : null}
      </PartHead>
      <div className={`${classes.table} ${classes.beside}`}>
        <div className={open === null ? classes.list : `${classes.list} ${classes.listBeside}`}>
          <DataTable
            label="Sessions"
            noun={['session', 'sessions']}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            rowName={({ device }) => `session on ${device ?? 'an unnamed device'}`}
            sort={sort}
            onSort={(next) => setAddress({ session_sort: next as typeof sort })}
            openId={openId}
            onOpen={({ id }) => (open === null ? pushAddress : setAddress)({ session: id })}
            onClose={close}
            empty={
              state === undefined ? (
                <EmptyState icon={IconPlugConnectedX} title="No sessions yet">
                  Each sign-in opens one. It is listed here with its device and address, also after it ended.
                </EmptyState>
              ) : (
                <NothingMatches what="sessions" onClear={clear} />
              )
            }
          />
        </div>
        {open === null ? null : (
          <SessionPanel session={open} onClose={close} onEnd={mayEnd ? () => setEnding(open) : null} />
        )}
      </div>
      {ending === null ? null : <EndSessionDialog person={user} session={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

/** The session that is open, as far as the list has it. */
function useOpenSession(rows: RowSource<UserSession>, id: string | undefined): UserSession | null {
  return useMemo(() => {
    if (id === undefined) return null;
    for (let index = 0; index < (rows.total ?? 0); index += 1) {
      const row = rows.rowAt(index);
      if (row?.id === id) return row;
    }
    return null;
  }, [rows, id]);
}
