import { useMemo } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { type MetError, useUserErrors } from '#renderer/data/users/usage.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { FilterBar } from '#renderer/ui/filters/filter-bar.tsx';
import { IconCircleCheck } from '#renderer/ui/icons.ts';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { userAddress } from './address.ts';
import { errorColumns } from './error-columns.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { NotForYou } from './not-for-you.tsx';
import { ReportsErased } from './reports-erased.tsx';
import classes from './user.module.css';

/** Errors and warnings that one person met in the product. */
export function ErrorsPart({ story }: { story: UserStory }) {
  if (!story.allowed.includes('see_notes')) {
    return <NotForYou what="What staff meet in the product" whom="is for admins" />;
  }
  if (story.user.erased_at !== null) return <ReportsErased />;
  return <Errors userId={story.user.id} />;
}

function Errors({ userId }: { userId: string }) {
  const [{ level, error_sort: sort, error: openId }, setAddress, pushAddress] = useAddressState(userAddress);
  const rows = useUserErrors(userId, { sort, ...(level === undefined ? {} : { level }) });
  const open = useOpenError(rows, openId);
  const close = () => setAddress({ error: undefined });
  const clear = () => setAddress({ level: undefined });
  return (
    <>
      <div className={classes.toolbar}>
        <FilterBar
          choices={[
            {
              label: 'Level',
              value: level,
              options: [
                { value: 'error', label: 'Errors' },
                { value: 'warning', label: 'Warnings' },
              ],
              onChange: (next) => setAddress({ level: next as typeof level }),
            },
          ]}
          onClear={clear}
        />
      </div>
      <div className={`${classes.table} ${classes.beside}`}>
        <div className={open === null ? classes.list : `${classes.list} ${classes.listBeside}`}>
          <DataTable
            label="Errors"
            noun={['error', 'errors']}
            rows={rows}
            columns={errorColumns}
            rowId={({ fingerprint }) => fingerprint}
            rowName={({ title }) => title}
            sort={sort}
            onSort={(next) => setAddress({ error_sort: next as typeof sort })}
            openId={openId}
            onOpen={({ fingerprint }) => (open === null ? pushAddress : setAddress)({ error: fingerprint })}
            onClose={close}
            empty={
              level === undefined ? (
                <EmptyState icon={IconCircleCheck} title="No errors reported">
                  Errors and warnings that this person meets are listed here once the product’s gateway reports them to{' '}
                  <code>/api/ingest/errors</code>. They stay for 90 days after the last time.
                </EmptyState>
              ) : (
                <NothingMatches what="errors" onClear={clear} />
              )
            }
          />
        </div>
        {open === null ? null : <ErrorPanel met={open} onClose={close} />}
      </div>
    </>
  );
}

/** The error that is open, as far as the list has it. */
function useOpenError(rows: RowSource<MetError>, fingerprint: string | undefined): MetError | null {
  return useMemo(() => {
    if (fingerprint === undefined) return null;
    for (let index = 0; index < (rows.total ?? 0); index += 1) {
      const row = rows.rowAt(index);
      if (row?.fingerprint === fingerprint) return row;
    }
    return null;
  }, [rows, fingerprint]);
}
