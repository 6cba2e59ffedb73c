import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { AuditEntry } from '#contract/audit.ts';
import { useAuditEntries, useAuditHead, useStaffNames } from '#renderer/data/audit/queries.ts';
import { useAuditWatch, useVerifyAudit } from '#renderer/data/audit/watch.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { FilterBar, type FilterChip } from '#renderer/ui/filters/filter-bar.tsx';
import { IconDownload, IconHistory } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { auditAddress, auditQueryOf, noAuditFilters } from './address.ts';
import { Alarms } from './alarms.tsx';
import classes from './audit.module.css';
import { auditColumns } from './audit-columns.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { LogMenu } from './log-menu.tsx';
import { SignedHead } from './signed-head.tsx';
import { VerifyButton, WatchBadge, WatchSentence } from './watch-status.tsx';
import { actionInWords, knownActions, knownSubjects, subjectInWords } from './words.ts';

const subjectOptions = knownSubjects.map((value) => ({ value, label: subjectInWords(value) }));

const whenOptions = [
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
] as const;

/** Everything that was done, newest first. Read only. */
export function AuditScreen() {
  const [address, setAddress, pushAddress] = useAddressState(auditAddress);
  const query = auditQueryOf(address);
  const rows = useAuditEntries(query);
  const head = useAuditHead();
  const staff = useStaffNames();
  const { data: watch } = useAuditWatch();
  const { mutate: verify } = useVerifyAudit();
  useEffect(() => verify('new'), [verify]);
  const open = useOpenEntry(rows, address.entry);
  const close = () => setAddress({ entry: undefined });
  const [exporting, setExporting] = useState(false);

  const actionOptions = optionsWith(knownActions, address.action).map((value) => ({
    value,
    label: actionInWords(value),
  }));
  const staffOptions = (staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const chips: FilterChip[] = [];
  if (query.subject_id) {
    chips.push({
      label: `About ${query.subject_id.slice(0, 8)}`,
      onRemove: () => setAddress({ subject_id: undefined }),
    });
  }
  const { sort: _sort, ...narrowing } = query;
  const narrowed = Object.keys(narrowing).length > 0;
  const inWords = [
    query.action && `what: ${actionInWords(query.action)}`,
    query.subject_type && `about: ${subjectInWords(query.subject_type)}`,
    query.subject_id && `about ${query.subject_id.slice(0, 8)}`,
    query.actor_id && `who: ${staffOptions.find(({ value }) => value === query.actor_id)?.label ?? 'one person'}`,
    query.since && whenOptions.find(({ value }) => value === address.when)?.label.toLowerCase(),
    query.q && `with “${query.q}”`,
  ].filter((words) => words !== undefined);

  return (
    <Page
      title="Audit"
      layout="fill"
      badge={watch === undefined ? undefined : <WatchBadge watch={watch} />}
      answer={
        // Each has its line from the beginning on, so that nothing below moves when it is there.
        <>
          <span className={classes.standing}>{watch === undefined ? null : <WatchSentence watch={watch} />}</span>
          <span className={classes.standing}>
            {head.data !== undefined ? (
              <SignedHead head={head.data} />
            ) : head.error === null ? null : (
              `The signed head can’t be read: ${toCallError(head.error).title}.`
            )}
          </span>
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={rows.total === null || rows.total === 0}
            onClick={() => setExporting(true)}
          >
            Export…
          </Button>
          {watch === undefined ? null : <VerifyButton watch={watch} />}
          <LogMenu watch={watch} head={head.data} />
        </>
      }
      toolbar={
        <>
          {watch === undefined || watch.alarms.length === 0 ? null : (
            <div className={classes.alarms}>
              <Alarms alarms={watch.alarms} />
            </div>
          )}
          <FilterBar
            search={{ label: 'Search names and details', value: address.q, onChange: (q) => setAddress({ q }) }}
            choices={[
              {
                label: 'Action',
                value: address.action,
                options: actionOptions,
                onChange: (action) => setAddress({ action }),
              },
              {
                label: 'Subject',
                value: address.subject_type,
                options: subjectOptions,
                onChange: (subject_type) => setAddress({ subject_type }),
              },
              {
                label: 'Who',
                value: address.actor_id,
                options: staffOptions,
                onChange: (actor_id) => setAddress({ actor_id }),
              },
              {
                label: 'When',
                value: address.when,
                options: whenOptions,
                onChange: (when) => setAddress({ when: whenOptions.find(({ value }) => value === when)?.value }),
              },
            ]}
            chips={chips}
            onClear={() => setAddress(noAuditFilters)}
          />
        </>
      }
      panel={open === null ? undefined : <EntryPanel entry={open} onClose={close} />}
    >
      {exporting ? (
        <ExportDialog query={narrowing} filters={inWords} total={rows.total ?? 0} onClose={() => setExporting(false)} />
      ) : null}
      <DataTable
        label="Audit entries"
        noun={['entry', 'entries']}
        rows={rows}
        columns={auditColumns}
        rowId={({ sequence }) => String(sequence)}
        rowName={({ sequence, action }) => `${actionInWords(action)}, entry ${sequence}`}
        sort={address.sort}
        onSort={(sort) => setAddress({ sort: sort as typeof address.sort })}
        openId={address.entry}
        onOpen={({ sequence }) => (open === null ? pushAddress : setAddress)({ entry: String(sequence) })}
        onClose={close}
        empty={
          narrowed ? (
            <NothingMatches what="entries" onClear={() => setAddress(noAuditFilters)} />
          ) : (
            <EmptyState icon={IconHistory} title="Nothing is recorded yet">
              Whatever anybody changes, approves or opens is written here in the same moment, in a chain that shows
              tampering.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}

/** The entry that is open, as far as the list has it. Entries never change, so the last one seen stays good. */
function useOpenEntry(rows: RowSource<AuditEntry>, sequence: string | undefined): AuditEntry | null {
  return useMemo(() => {
    if (sequence === undefined) return null;
    for (let index = 0; index < (rows.total ?? 0); index += 1) {
      const row = rows.rowAt(index);
      if (row !== undefined && String(row.sequence) === sequence) return row;
    }
    return null;
  }, [rows, sequence]);
}

function optionsWith(known: readonly string[], present: string | undefined): readonly string[] {
  return present === undefined || known.includes(present) ? known : [present, ...known];
}
