import type { ColumnType } from 'kysely';

/** jsonb: read as a value, written as JSON text. */
export type Json<Value> = ColumnType<Value, string, string>;

export type Bytes = Uint8Array;
