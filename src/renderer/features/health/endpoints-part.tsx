import { SegmentedControl } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { EndpointHealth } from '#contract/metrics.ts';
import type { AnswerOf } from '#contract/operations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { formatMilliseconds, formatRate } from '#renderer/ui/format/measures.ts';
import { formatCount, formatPercent, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconArrowDown, IconArrowUp } from '#renderer/ui/icons.ts';
import sections from '#renderer/ui/page/section.module.css';
import { ErrorNotice, Skeleton } from '#renderer/ui/states/states.tsx';
import { type EndpointColumn, type EndpointOrder, endpointKey, inOrder, nextOrder } from './endpoint-order.ts';
import classes from './health.module.css';
import { LightBadge } from './light-badge.tsx';
import { NoValue } from './measure-text.tsx';
import { sourceWords } from './words.ts';

/** More are shown when asked for, so that what stands below stays in reach. */
const most = 12;

type Source = EndpointHealth['source'];

interface EndpointsPartProps {
  endpoints: UseQueryResult<AnswerOf<'metrics.endpoints'>>;
  /** The time that they are about, in words. */
  time: string;
  source: Source | undefined;
  sort: EndpointOrder;
  /** The endpoint that the charts are about. */
  focus: string | undefined;
  onSource: (source: Source | undefined) => void;
  onSort: (order: EndpointOrder) => void;
  onFocus: (key: string | undefined) => void;
}

const heads: readonly { column: EndpointColumn; label: string; title?: string; wide?: boolean }[] = [
  { column: 'endpoint', label: 'Endpoint' },
  { column: 'light', label: 'p95 and target', title: 'Whether its p95 is within the target that is set for it' },
  { column: 'requests', label: 'Requests' },
  { column: 'p50_ms', label: 'p50', wide: true },
  { column: 'p95_ms', label: 'p95' },
  { column: 'p99_ms', label: 'p99', wide: true },
  { column: 'client_errors', label: '4xx' },
  { column: 'server_errors', label: '5xx' },
];

/** What was called, how fast it answered and how often it failed, against the targets. */
export function EndpointsPart(props: EndpointsPartProps) {
  const { endpoints, time, source, onSource } = props;
  const { data, error } = endpoints;
  return (
    <section className={sections.section} aria-labelledby="health-endpoints">
      <div className={sections.heading}>
        <h2 id="health-endpoints">Endpoints, {time}</h2>
        <SegmentedControl
          size="xs"
          transitionDuration={0}
          aria-label="Source of the endpoints"
          data={[
            { value: 'all', label: 'All' },
            { value: 'platform', label: 'Platform' },
            { value: 'gateway', label: 'Product' },
          ]}
          value={source ?? 'all'}
          onChange={(next) => onSource(next === 'all' ? undefined : (next as Source))}
        />
      </div>
      {error === null || data === undefined ? null : <Failure endpoints={endpoints} />}
      {data === undefined ? (
        error === null ? (
          <Skeleton height={180} />
        ) : (
          <Failure endpoints={endpoints} />
        )
      ) : (
        <EndpointsTable {...props} items={data.items} pending={endpoints.isPlaceholderData} />
      )}
    </section>
  );
}

function Failure({ endpoints: { error, refetch, data } }: Pick<EndpointsPartProps, 'endpoints'>) {
  const failure = toCallError(error);
  // The window says by itself that it is offline.
  if (failure.kind === 'offline' && data !== undefined) return null;
  return <ErrorNotice error={failure} onRetry={() => void refetch()} kept="What you see is from before." />;
}

type TableProps = EndpointsPartProps & { items: readonly EndpointHealth[]; pending: boolean };

function EndpointsTable({ items, pending, source, sort, focus, onSort, onFocus }: TableProps) {
  const [whole, setWhole] = useState(false);
  const found = inOrder(
    items.filter((item) => source === undefined || item.source === source),
    sort,
  );
  if (found.length === 0) {
    return (
      <p className={classes.none}>
        {source === 'gateway'
          ? 'The product’s gateway has reported no request in this time.'
          : 'Nothing was called in this time.'}
      </p>
    );
  }
  const shown = whole ? found : found.filter((item, place) => place < most || endpointKey(item) === focus);
  return (
    <>
      <table className={pending ? `${classes.table} ${classes.pending}` : classes.table} aria-busy={pending}>
        <caption className="gh-visually-hidden">Endpoints with their response times, errors and targets</caption>
        <thead>
          <tr>
            {heads.map(({ column, label, title, wide }) => (
              <SortHead
                key={column}
                column={column}
                label={label}
                title={title}
                wide={wide}
                sort={sort}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <EndpointRow
              key={endpointKey(item)}
              item={item}
              focused={focus === endpointKey(item)}
              onFocus={() => onFocus(focus === endpointKey(item) ? undefined : endpointKey(item))}
            />
          ))}
        </tbody>
      </table>
      {found.length <= most ? null : (
        <button type="button" className={classes.all} onClick={() => setWhole(!whole)}>
          {whole ? `Show the first ${most}` : `Show all ${formatQuantity(found.length, 'endpoint')}`}
        </button>
      )}
    </>
  );
}

interface SortHeadProps {
  column: EndpointColumn;
  label: string;
  title: string | undefined;
  wide: boolean | undefined;
  sort: EndpointOrder;
  onSort: (order: EndpointOrder) => void;
}

function SortHead({ column, label, title, wide, sort, onSort }: SortHeadProps) {
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none';
  const Arrow = direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" aria-sort={direction} className={wide === true ? classes.wide : undefined}>
      <button type="button" className={classes.sort} title={title} onClick={() => onSort(nextOrder(sort, column))}>
        {label}
        {direction === 'none' ? null : <Arrow size={12} />}
      </button>
    </th>
  );
}

function EndpointRow({ item, focused, onFocus }: { item: EndpointHealth; focused: boolean; onFocus: () => void }) {
  return (
    <tr className={focused ? classes.focused : undefined}>
      <th scope="row">
        <button
          type="button"
          className={classes.endpoint}
          aria-pressed={focused}
          title={
            focused ? 'Show the traffic of all endpoints' : 'Show the traffic of this endpoint alone in the charts'
          }
          onClick={onFocus}
        >
          <bdi>{item.endpoint}</bdi>
        </button>
        {item.source === 'gateway' ? <span className={classes.source}>{sourceWords.gateway}</span> : null}
      </th>
      <td>
        <LightBadge light={item.light} none={item.target_ms === null ? 'No target' : 'No data'} />
        <span className={classes.target}>
          {item.target_ms === null ? '' : `≤ ${formatMilliseconds(item.target_ms)}`}
        </span>
      </td>
      <td title={formatRate(item.per_second)}>{formatCount(item.requests)}</td>
      <td className={classes.wide}>
        <Milliseconds value={item.p50_ms} />
      </td>
      <td>
        <Milliseconds value={item.p95_ms} />
      </td>
      <td className={classes.wide}>
        <Milliseconds value={item.p99_ms} />
      </td>
      <td>
        <Errors count={item.client_errors} of={item.requests} />
      </td>
      <td>
        <Errors count={item.server_errors} of={item.requests} bad />
      </td>
    </tr>
  );
}

function Milliseconds({ value }: { value: number | null }) {
  return value === null ? <NoValue /> : formatMilliseconds(value);
}

function Errors({ count, of, bad = false }: { count: number; of: number; bad?: boolean }) {
  if (count === 0) return <span className={classes.muted}>0</span>;
  return (
    <span
      className={bad ? classes.bad : undefined}
      title={of === 0 ? undefined : `${formatPercent(count / of)} of ${formatCount(of)}`}
    >
      {formatCount(count)}
    </span>
  );
}
