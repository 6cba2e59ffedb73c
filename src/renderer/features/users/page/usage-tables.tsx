import type { ReactNode } from 'react';
import type { UserUsage } from '#renderer/data/users/usage.ts';
import { formatCost, formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDay } from '#renderer/ui/format/times.ts';
import { IconChevronDown } from '#renderer/ui/icons.ts';
import usage from './usage.module.css';

type Calls = UserUsage['by_model'][number] | UserUsage['by_agent'][number];

interface CallsTableProps<Row extends Calls> {
  title: string;
  /** The head of the first column. */
  what: string;
  rows: readonly Row[];
  name: (row: Row) => ReactNode;
  keyOf: (row: Row) => string;
}

function CallsTable<Row extends Calls>({ title, what, rows, name, keyOf }: CallsTableProps<Row>) {
  return (
    <section className={usage.section}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className={usage.none}>No call of a model in this time.</p>
      ) : (
        <table className={usage.table}>
          <thead>
            <tr>
              <th scope="col">{what}</th>
              <th scope="col">Calls</th>
              <th scope="col">Failed</th>
              <th scope="col">Tokens</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <th scope="row">{name(row)}</th>
                <td>{formatCount(row.calls)}</td>
                <td>{row.failures === 0 ? <span className={usage.muted}>0</span> : formatCount(row.failures)}</td>
                <td title={tokenWords(row)}>{formatCount(row.input_tokens + row.output_tokens)}</td>
                <td>{formatCost(row.cost_usd_micros)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function tokenWords({ input_tokens: read, output_tokens: written }: Calls): string {
  return `${formatCount(read)} in, ${formatCount(written)} out`;
}

export function ByModel({ rows }: { rows: UserUsage['by_model'] }) {
  return (
    <CallsTable
      title="By model"
      what="Model"
      rows={rows}
      keyOf={({ provider, model }) => `${provider} ${model}`}
      name={({ provider, model }) => (
        <bdi title={`${model}, ${provider}`}>
          {model} <span className={usage.muted}>{provider}</span>
        </bdi>
      )}
    />
  );
}

export function ByAgent({ rows }: { rows: UserUsage['by_agent'] }) {
  return (
    <CallsTable
      title="By agent"
      what="Agent"
      rows={rows}
      keyOf={({ agent }) => agent ?? ''}
      name={({ agent }) =>
        agent === null ? <span className={usage.muted}>Not named</span> : <bdi title={agent}>{agent}</bdi>
      }
    />
  );
}

/** The numbers behind the bars, newest day first; days without anything are left out. */
export function ByDay({ days }: { days: UserUsage['days'] }) {
  const told = days.filter(({ requests, calls }) => requests > 0 || calls > 0).reverse();
  if (told.length === 0) return null;
  return (
    <details className={usage.byDay}>
      <summary>
        <IconChevronDown size={14} />
        By day <span className={usage.muted}>{formatQuantity(told.length, 'day')} with something to tell</span>
      </summary>
      <table className={usage.table}>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            <th scope="col">Requests</th>
            <th scope="col">Failed</th>
            <th scope="col">Calls of models</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {told.map((day) => (
            <tr key={day.day}>
              <th scope="row">{formatDay(day.day)}</th>
              <td>{formatCount(day.requests)}</td>
              <td>{day.errors === 0 ? <span className={usage.muted}>0</span> : formatCount(day.errors)}</td>
              <td>{formatCount(day.calls)}</td>
              <td>{formatCount(day.input_tokens + day.output_tokens)}</td>
              <td>{formatCost(day.cost_usd_micros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
