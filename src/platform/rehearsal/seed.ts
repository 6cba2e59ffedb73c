import { sql } from 'kysely';
import type { StaffRole } from '#contract/common.ts';
import { recordAuditHistory } from '#platform/audit/record.ts';
import { hashPassword } from '#platform/auth/password-hash.ts';
import { batchRoutes } from '#platform/batches/routes.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { owePieces } from './metrics-job.ts';
import { nudgeRehearsalPeople } from './nudge-people.ts';
import { openRehearsalBatches } from './open-batches.ts';
import { createInvitees, rehearsalPassword, rehearsalStaff } from './people.ts';
import { createChance } from './random.ts';
import { createStaffActors, simulateMonth } from './simulate-month.ts';
import type { SimulatedTable, Simulation } from './simulation.ts';
import { writeRehearsalProbes } from './write-metrics.ts';

/** Somebody of the rehearsal, whose password is no secret. */
export interface RehearsalAccount {
  role: StaffRole;
  email: string;
  password: string;
  full_name: string;
}

/** The same number, the same beta: people, outcomes and times are drawn from it. */
const storySeed = 20260401;
const fact = 'rehearsal';

/** The accounts through which a visitor may look. */
export function rehearsalAccounts(): RehearsalAccount[] {
  return rehearsalStaff.map(({ role, email, fullName }) => ({
    role,
    email,
    full_name: fullName,
    password: rehearsalPassword,
  }));
}

/** Whether the store holds a simulated beta. It says so itself, so that the label can't be forgotten at a later start. */
export async function isRehearsal(database: Executor): Promise<boolean> {
  const row = await database.selectFrom('store_facts').select('value').where('name', '=', fact).executeTakeFirst();
  return row !== undefined;
}

/**
 * Fills an empty store with a simulated beta: 500 seats, the last 30 days, staff in all roles. The month is written in
 * one transaction, so that a start that is cut short leaves an empty store and not half a story. A store that holds it
 * already is left as it is: what a visitor did stays.
 *
 * @throws when the store holds a real beta
 */
export async function seedRehearsal(deps: PlatformDeps): Promise<void> {
  if (await isRehearsal(deps.database)) return;
  const someone = await deps.database.selectFrom('users').select('id').limit(1).executeTakeFirst();
  if (someone) throw new Error('This store holds a real beta. A rehearsal needs a directory or database of its own.');
  const passwordHash = await hashPassword(rehearsalPassword);
  const chance = createChance(storySeed);
  const nextInvitee = createInvitees(chance);
  const staff = createStaffActors(chance);
  const simulation = simulateMonth({ deps, chance, nextInvitee, passwordHash }, staff);
  await deps.database.transaction().execute(async (transaction) => {
    await write(transaction, simulation);
    await writeRehearsalProbes(transaction, deps.clock.now());
    await owePieces(transaction, deps.clock.now());
    await transaction
      .insertInto('store_facts')
      .values({ name: fact, value: String(storySeed) })
      .execute();
  });
  const handlersAt = (time: Date) => batchRoutes({ ...deps, clock: { now: () => time } });
  const [, henrik, mei] = staff;
  if (!henrik || !mei) throw new Error('The rehearsal needs two admins and two of ops.');
  await openRehearsalBatches(deps, handlersAt, { author: mei, firstApprover: henrik, nextInvitee });
  await nudgeRehearsalPeople(deps, mei);
}

async function write(transaction: Executor, simulation: Simulation): Promise<void> {
  const tables = Object.keys(simulation.rows) as SimulatedTable[];
  for (const table of tables) await insertAll(transaction, table, simulation.rows[table]);
  await transaction
    .updateTable('seats')
    .set({ capacity: 500, reserved: simulation.reserved, used: simulation.used })
    .where('id', '=', 1)
    .execute();
  simulation.history.sort((left, right) => left.at.getTime() - right.at.getTime());
  await recordAuditHistory(transaction, simulation.history);
}

const rowsPerInsert = 500;

/** Tables of plain values: their rows go over as one JSON text, which costs a fraction of a parameter for each field. */
const plainTables: ReadonlySet<SimulatedTable> = new Set<SimulatedTable>([
  'batch_rows',
  'subscriptions',
  'licences',
  'sessions',
  'sign_ins',
  'onboarding',
  'onboarding_steps',
  'request_days',
  'usage_days',
  'user_errors',
]);

async function insertAll<Table extends SimulatedTable>(
  transaction: Executor,
  table: Table,
  rows: Simulation['rows'][Table],
): Promise<void> {
  if (plainTables.has(table)) {
    await insertPlain(transaction, table, rows);
  } else {
    for (let from = 0; from < rows.length; from += rowsPerInsert) {
      // A union of tables is more than the builder can follow; the rows were typed by table when they were made.
      const chunk = rows.slice(from, from + rowsPerInsert) as never;
      await transaction.insertInto(table).values(chunk).execute();
    }
  }
  await sql`analyze ${sql.table(table)}`.execute(transaction);
}

/** All rows have the columns of the first; the others of the table get their defaults. */
async function insertPlain(transaction: Executor, table: SimulatedTable, rows: readonly object[]): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));
  if (rows.length === 0) return;
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.execute(
    transaction,
  );
}
