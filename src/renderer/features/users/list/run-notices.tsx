import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useBulkRun, useOpenRuns, useRefreshAfterBulk } from '#renderer/data/users/bulk.ts';
import { ErrorNotice, Notice } from '#renderer/ui/states/states.tsx';
import { actionTitle, people, runWords } from './bulk-words.ts';
import classes from './users-list.module.css';

/** Bulk actions that nobody watches in their dialog: how far they are, and the way back. */
export function RunNotices({ openId, onShow }: { openId: string | undefined; onShow: (id: string) => void }) {
  const { ids, forget } = useOpenRuns();
  const shown = ids.filter((id) => id !== openId);
  if (shown.length === 0) return null;
  return (
    <div className={classes.notices}>
      {shown.map((id) => (
        <RunNotice key={id} id={id} onShow={() => onShow(id)} onDismiss={() => forget(id)} />
      ))}
    </div>
  );
}

function RunNotice({ id, onShow, onDismiss }: { id: string; onShow: () => void; onDismiss: () => void }) {
  const { data: run, error } = useBulkRun(id);
  const finished = run?.state === 'finished';
  const refresh = useRefreshAfterBulk();
  const told = useRef(finished);
  useEffect(() => {
    if (!finished || told.current) return;
    told.current = true;
    refresh();
  }, [finished, refresh]);

  if (run === undefined) {
    return error === null ? null : <ErrorNotice error={toCallError(error)} kept="The bulk action goes on by itself." />;
  }
  return (
    <Notice
      tone={!finished ? 'information' : run.refused > 0 ? 'warning' : 'ok'}
      title={`${actionTitle(run.action, people(run.rows), run.tier)}: ${runWords(run)}`}
      actions={
        <>
          <Button size="compact-sm" variant="default" onClick={onShow}>
            Show
          </Button>
          {finished ? (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onDismiss}>
              Dismiss
            </Button>
          ) : null}
        </>
      }
    />
  );
}
