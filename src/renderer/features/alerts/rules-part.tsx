import { useMemo } from 'react';
import { type AlertRule, useRules } from '#renderer/data/alerts/rules.ts';
import { FilterBar } from '#renderer/ui/filters/filter-bar.tsx';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconBell } from '#renderer/ui/icons.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { alertSeverityLooks } from '#renderer/ui/status/alert-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import type { AlertsAddress } from './address.ts';

const columns: readonly Column<AlertRule>[] = [
  {
    id: 'name',
    header: 'Rule',
    width: 220,
    grow: 2,
    sortKey: 'name',
    sortFirst: 'ascending',
    cell: ({ name }) => <bdi title={name}>{name}</bdi>,
  },
  {
    id: 'sentence',
    header: 'What it says',
    width: 240,
    grow: 4,
    from: 800,
    cell: ({ sentence }) => <bdi title={sentence}>{sentence}</bdi>,
  },
  {
    id: 'severity',
    header: 'Severity',
    width: 104,
    cell: ({ severity }) => <StatusBadge {...alertSeverityLooks[severity]} />,
  },
  {
    id: 'enabled',
    header: 'State',
    width: 88,
    from: 560,
    cell: ({ enabled }) => (
      <StatusBadge tone={enabled ? 'ok' : 'nodata'} label={enabled ? 'On' : 'Off'} quiet={enabled} />
    ),
  },
  {
    id: 'open',
    header: 'Open',
    width: 64,
    align: 'end',
    from: 640,
    cell: ({ open_alerts: open }) => (open === 0 ? '–' : formatCount(open)),
  },
];
const severityOptions = Object.entries(alertSeverityLooks).map(([value, { label }]) => ({ value, label }));

interface RulesPartProps {
  address: AlertsAddress;
  set: (change: Partial<AlertsAddress>) => void;
  push: (change: Partial<AlertsAddress>) => void;
}

/** The rules by which alerts fire. */
export function RulesPart({ address, set, push }: RulesPartProps) {
  const { rule_sort: sort, severity } = address;
  const query = useMemo(() => ({ sort, ...(severity ? { severity } : {}) }), [sort, severity]);
  const rows = useRules(query);
  const clear = () => set({ severity: undefined });
  return (
    <>
      <div className={layout.filters}>
        <FilterBar
          choices={[
            {
              label: 'Severity',
              value: severity,
              options: severityOptions,
              onChange: (next) => set({ severity: next as AlertsAddress['severity'] }),
            },
          ]}
          onClear={clear}
        />
      </div>
      <div className={layout.table}>
        <DataTable
          label="Alert rules"
          noun={['rule', 'rules']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={sort}
          onSort={(next) => set({ rule_sort: next as AlertsAddress['rule_sort'] })}
          openId={address.rule}
          onOpen={({ id }) => (address.rule === undefined ? push({ rule: id }) : set({ rule: id }))}
          onClose={() => set({ rule: undefined })}
          empty={
            severity ? (
              <NothingMatches what="rules" onClear={clear} />
            ) : (
              <EmptyState icon={IconBell} title="No rules">
                Without a rule nothing fires. Make one for whatever you want to be told of.
              </EmptyState>
            )
          }
        />
      </div>
    </>
  );
}
