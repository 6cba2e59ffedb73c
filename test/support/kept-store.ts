/**
 * Makes a store that a test has used what it was when it was new, so that the next test can have it. That takes a
 * fraction of the time of making another. A store that can't be made so, or about which there is any doubt, is thrown away.
 */

/** The way to a store from the side: outside of what the test was lent. */
export interface Keeper {
  /** Asks one thing, whose answer is one text. */
  ask(question: string): Promise<string>;
  /** Carries out statements in one go, as one transaction. */
  run(statements: string): Promise<void>;
}

/** What a migrated store is before anybody has used it. */
export interface NewStore {
  /** Asks for the state of a store; a store of the same copies answers the same as long as it is new. */
  question: string;
  state: State;
  /** Tables that the migrations have put rows into. */
  filled: FilledTable[];
}

interface State {
  /** Of every system catalogue how many rows it has, and the newest transaction that wrote one. */
  catalogue: string;
  /** Tables that take up room, and how much. */
  sizes: Record<string, number>;
  sequences: Record<string, { last_value: number; is_called: boolean }>;
  /** A digest of the rows of each filled table, in the order in which they lie. */
  filled: Record<string, string>;
}

interface FilledTable {
  name: string;
  columns: string;
  /** All rows as JSON, in the order in which they lie. */
  rows: string;
}

/**
 * Up to this size the planner takes a table for as large as one that is new and was never counted. Where one has grown
 * beyond, emptying it would leave a store on which queries run in other ways.
 */
const mostBytes = 10 * 8192;

/** What of a table's entry in the catalogue can be changed only on purpose: not what it counts, nor where its file is. */
const relation = `(oid, relname, relnamespace, reltype, relowner, relam, reltablespace, relpersistence, relkind, relnatts,
  relchecks, relhasrules, relhastriggers, relhassubclass, relrowsecurity, relforcerowsecurity, relreplident,
  relispartition, relacl, reloptions)`;

/** Of a store that nobody has used yet. */
export async function readNewStore(keeper: Keeper): Promise<NewStore> {
  const lists = await keeper.ask(`select json_build_object(
    'catalogues', (select json_agg(json_build_object('name', relname, 'key', (
        select attname from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
        where conrelid = pg_class.oid and contype = 'p' and not relisshared
      )) order by relname) from pg_class
      where relkind = 'r' and relnamespace = 'pg_catalog'::regnamespace and relname <> 'pg_class'
      and (not relisshared or relname in ('pg_db_role_setting', 'pg_authid', 'pg_auth_members'))),
    'sequences', (select coalesce(json_agg(oid::regclass order by oid), '[]') from pg_class
      where relkind = 'S' and relnamespace = 'public'::regnamespace),
    'filled', (select coalesce(json_agg(json_build_object('name', oid::regclass, 'columns', (
        select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
      )) order by oid), '[]') from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0))::text`);
  const { catalogues, sequences, filled } = JSON.parse(lists) as {
    catalogues: Catalogue[];
    sequences: string[];
    filled: { name: string; columns: string }[];
  };
  const question = questionOf(catalogues, sequences, filled);
  const tables: FilledTable[] = [];
  for (const { name, columns } of filled) {
    const rows = await keeper.ask(
      `select coalesce(jsonb_agg(to_jsonb(one) order by one.ctid), '[]')::text from ${name} as one`,
    );
    tables.push({ name, columns, rows });
  }
  return { question, state: JSON.parse(await keeper.ask(question)) as State, filled: tables };
}

interface Catalogue {
  name: string;
  /** The object that a row is about, or the first part of what names it. */
  key: string | null;
}

function questionOf(catalogues: Catalogue[], sequences: string[], filled: { name: string }[]): string {
  const counts = catalogues.map(({ name, key }) => {
    // What PostgreSQL brings with it has numbers below.
    const ours = key === null ? '' : `where ${key} >= 16384`;
    return `select '${name}' as name, count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) as told from pg_catalog.${name} ${ours}`;
  });
  const relations = `select 'pg_class', md5(string_agg(${relation}::text, ',' order by oid)) from pg_class`;
  const object = (entries: string[]) => `json_build_object(${entries.join(', ')})`;
  const places = sequences.map(
    (name) => `'${name}', (select row_to_json(one) from (select last_value, is_called from ${name}) as one)`,
  );
  const digests = filled.map(({ name }) => `'${name}', (select ${digest} from ${name} as one)`);
  return `select json_build_object(
    'catalogue', (select string_agg(name || ' ' || told, ', ' order by name) from (${[...counts, relations].join(' union all ')}) as catalogues),
    'sizes', (select coalesce(json_object_agg(oid::regclass, pg_relation_size(oid)), '{}') from pg_class
      where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0),
    'sequences', ${object(places)},
    'filled', ${object(digests)})::text`;
}

const digest = `md5(coalesce(string_agg(one::text, ' ' order by one.ctid), ''))`;

/**
 * Empties what was written, puts back what the migrations wrote, and sets the sequences back.
 *
 * @returns false where the store isn't as new afterwards: it was altered in other ways than by its rows
 */
export async function makeNew(keeper: Keeper, made: NewStore): Promise<boolean> {
  const state = JSON.parse(await keeper.ask(made.question)) as State;
  if (state.catalogue !== made.state.catalogue) return false;
  if (Object.entries(state.sizes).some(([name, size]) => size > Math.max(mostBytes, made.state.sizes[name] ?? 0)))
    return false;
  const changed = made.filled.filter(({ name }) => state.filled[name] !== made.state.filled[name]);
  const statements = [
    // No trigger and no foreign key looks at what follows.
    'set local session_replication_role = replica',
    ...Object.keys(state.sizes)
      .filter((name) => !(name in made.state.filled))
      .map((name) => `delete from ${name}`),
    ...changed.map(({ name }) => `delete from ${name}`),
    ...changed.map(
      ({ name, columns, rows }) => `insert into ${name} (${columns}) overriding system value
      select ${columns} from jsonb_populate_recordset(null::${name}, ${quoted(rows)}::jsonb)`,
    ),
    ...changed.map(
      ({ name }) => `do $$ begin
      if (select ${digest} from ${name} as one) <> '${made.state.filled[name]}' then raise '${name} is not as it was'; end if; end $$`,
    ),
    ...Object.entries(made.state.sequences)
      .filter(([name, place]) => JSON.stringify(state.sequences[name]) !== JSON.stringify(place))
      .map(([name, place]) => `select setval('${name}', ${place.last_value}, ${place.is_called})`),
  ];
  if (statements.length === 1) return true;
  await keeper.run(`begin; ${statements.join('; ')}; commit`);
  return true;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
