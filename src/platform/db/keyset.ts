import { type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { ProblemError } from '#platform/http/problem.ts';
import { isUnstorableText } from './errors.ts';

/**
 * Keyset pages: where the last page ended is part of the WHERE clause, so page 2,000 costs what page 1 costs. The
 * cursor carries the sort it was made for, the last row's value and id, and the total that was counted for page one.
 */
export interface KeysetColumn {
  /**
   * Column as written in SQL, for example `invitations.created_at`, or an expression, written as in the index that
   * answers it. It must not be null in any row.
   */
  column: string | RawBuilder<unknown>;
  /** Its PostgreSQL type, so that the value in the cursor is compared as one. */
  type: 'timestamptz' | 'text' | 'bigint' | 'integer';
  descending: boolean;
}

export interface KeysetRequest {
  limit: number;
  cursor?: string | undefined;
  sort: string;
}

export interface KeysetOptions {
  /** Sort names of the contract, each with its column. */
  sorts: Record<string, KeysetColumn>;
  /** The unique column that breaks ties, in the direction of the sort. */
  id: { column: string; type: 'uuid' | 'bigint' | 'integer' | 'text' };
}

export interface KeysetPage<Row> {
  rows: Row[];
  nextCursor: string | null;
  total: number;
}

/** Selected beside the row's own columns: the sort value and the id as text, exact to the microsecond. */
interface KeysetMark {
  keyset_value: string;
  keyset_id: string;
}

const cursorSchema = z.tuple([z.string().max(40), z.string().max(1000), z.string().max(60), z.number().int().min(0)]);

/**
 * Runs one page of a filtered query.
 *
 * @param query the filtered query, with its columns selected and neither order nor limit
 * @param count counts what matches the filters; called for the first page only
 * @throws ProblemError `validation` for a cursor that isn't one of this list and sort
 */
export async function keysetPage<Tables, Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  request: KeysetRequest,
  options: KeysetOptions,
  count: () => Promise<number>,
): Promise<KeysetPage<Row>> {
  const sort = options.sorts[request.sort];
  if (!sort) throw new Error(`The list has no sort named ${request.sort}.`);
  const position = request.cursor === undefined ? null : readCursor(request.cursor, request.sort);
  const value = sortValue(sort);
  const id = sql.ref(options.id.column);
  const direction = sort.descending ? 'desc' : 'asc';

  let page = query
    .select([sql<string>`${value}::text`.as('keyset_value'), sql<string>`${id}::text`.as('keyset_id')])
    .orderBy(value, direction)
    .orderBy(id, direction)
    .limit(request.limit + 1);
  if (position) page = page.where(isAfter(sort, options, position));

  const [found, total] = await Promise.all([
    runPage(page as unknown as SelectQueryBuilder<Tables, Table, Row & KeysetMark>, position !== null),
    position ? position.total : count(),
  ]);
  const marked = found.slice(0, request.limit);
  const last = marked.at(-1);
  const nextCursor =
    found.length > request.limit && last ? writeCursor([request.sort, last.keyset_value, last.keyset_id, total]) : null;
  const rows = marked.map(({ keyset_value: _value, keyset_id: _id, ...row }) => row as unknown as Row);
  return { rows, nextCursor, total };
}

interface Position {
  value: string;
  id: string;
  total: number;
}

async function runPage<Tables, Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row & KeysetMark>,
  hasCursor: boolean,
): Promise<(Row & KeysetMark)[]> {
  try {
    return (await query.execute()) as (Row & KeysetMark)[];
  } catch (error) {
    // SQLSTATE class 22, data exceptions: not a time, not a number, out of range, a zone that doesn't exist. Only a
    // cursor brings text that is read as another type; filters are typed by the contract.
    const code = String((error as { code?: unknown }).code);
    if (hasCursor && code.startsWith('22') && !isUnstorableText(error)) throw badCursor();
    throw error;
  }
}

function sortValue({ column }: KeysetColumn): RawBuilder<unknown> {
  return typeof column === 'string' ? sql.ref(column) : column;
}

function isAfter(sort: KeysetColumn, options: KeysetOptions, position: Position): Expression<SqlBool> {
  const sign = sql.raw(sort.descending ? '<' : '>');
  // A row comparison, which PostgreSQL answers from an index on (column, id) in one descent.
  return sql<SqlBool>`(${sortValue(sort)}, ${sql.ref(options.id.column)}) ${sign} (${position.value}::${sql.raw(sort.type)}, ${position.id}::${sql.raw(options.id.type)})`;
}

function writeCursor(cursor: z.infer<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string, sortName: string): Position {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw badCursor();
  }
  const parsed = cursorSchema.safeParse(value);
  if (!parsed.success || parsed.data[0] !== sortName) throw badCursor();
  return { value: parsed.data[1], id: parsed.data[2], total: parsed.data[3] };
}

function badCursor(): ProblemError {
  const message = 'This cursor does not belong to this list and sort. Read the list from its first page.';
  return new ProblemError('validation', message, {
    errors: [{ path: 'cursor', message: 'Not a cursor of this list' }],
  });
}
