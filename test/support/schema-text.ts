import { type Kysely, sql } from 'kysely';
import type { Database } from '#platform/db/schema.ts';

/**
 * The schema as text, from the catalogue itself: tables with their columns in order, constraints, indexes, triggers and
 * functions. The migrator's own tables are left out. PostgreSQL 18 also lists NOT NULL as constraints; older ones don't,
 * and the columns say it anyway.
 */
export async function schemaText(database: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    with tables as (
      select oid, relname::text as name, relpersistence from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') and relname not like 'kysely%'
    )
    select line from (
      select name, 0 as part, 0 as position,
        'table ' || name || case relpersistence when 'u' then ' (unlogged)' else '' end as line
      from tables
      union all
      select name, 1, attnum, '  column ' || attname || ' ' || format_type(atttypid, atttypmod)
        || case when attnotnull then ' not null' else '' end
        || case when adbin is null then '' else ' default ' || pg_get_expr(adbin, adrelid) end
      from tables join pg_attribute on attrelid = tables.oid and attnum > 0 and not attisdropped
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
      union all
      select name, 2, 0, '  constraint ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
      from tables join pg_constraint on conrelid = tables.oid and contype <> 'n'
      union all
      select name, 3, 0, '  index ' || pg_get_indexdef(indexrelid)
      from tables join pg_index on indrelid = tables.oid
      union all
      select name, 4, 0, '  trigger ' || pg_get_triggerdef(pg_trigger.oid)
      from tables join pg_trigger on tgrelid = tables.oid and not tgisinternal
      union all
      select 'zzz ' || proname, 5, 0, pg_get_functiondef(pg_proc.oid)
      from pg_proc where pronamespace = 'public'::regnamespace
    ) as lines
    order by name collate "C", part, position, line collate "C"`.execute(database);
  return `${rows.map(({ line }) => line.trimEnd()).join('\n')}\n`;
}
