import type { EndpointHealth } from '#contract/metrics.ts';

const columns = [
  'light',
  'endpoint',
  'requests',
  'p50_ms',
  'p95_ms',
  'p99_ms',
  'client_errors',
  'server_errors',
] as const;
export type EndpointColumn = (typeof columns)[number];
export type EndpointOrder = EndpointColumn | `-${EndpointColumn}`;

/** Descending ones begin with `-`, as everywhere. The first is the order of the first look: the worst on top. */
export const endpointOrders: readonly [EndpointOrder, ...EndpointOrder[]] = [
  '-light',
  ...columns.flatMap((column): EndpointOrder[] => [column, `-${column}`]).filter((order) => order !== '-light'),
];

const weights = { red: 3, yellow: 2, green: 1, none: 0 } as const;

function compared(column: EndpointColumn, one: EndpointHealth, other: EndpointHealth): number {
  if (column === 'endpoint') return one.endpoint.localeCompare(other.endpoint, 'en');
  if (column === 'light') return weights[one.light] - weights[other.light];
  return (one[column] ?? 0) - (other[column] ?? 0);
}

/** In the order that was asked for. What has no value comes last whichever way; equals by what is called most. */
export function inOrder(items: readonly EndpointHealth[], order: EndpointOrder): EndpointHealth[] {
  const descending = order.startsWith('-');
  const column = (descending ? order.slice(1) : order) as EndpointColumn;
  const missing = (item: EndpointHealth) => column !== 'light' && item[column] === null;
  return [...items].sort(
    (one, other) =>
      Number(missing(one)) - Number(missing(other)) ||
      (descending ? -1 : 1) * compared(column, one, other) ||
      other.requests - one.requests ||
      one.endpoint.localeCompare(other.endpoint, 'en'),
  );
}

/** The order after a press on the head of a column: numbers begin with the highest, names with A. */
export function nextOrder(order: EndpointOrder, column: EndpointColumn): EndpointOrder {
  const first: EndpointOrder = column === 'endpoint' ? column : `-${column}`;
  const second: EndpointOrder = column === 'endpoint' ? `-${column}` : column;
  return order === first ? second : first;
}

/** How an endpoint stands in the address. */
export const endpointKey = ({ source, endpoint }: Pick<EndpointHealth, 'source' | 'endpoint'>): string =>
  `${source} ${endpoint}`;
