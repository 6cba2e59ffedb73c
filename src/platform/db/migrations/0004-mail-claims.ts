import { type Kysely, sql } from 'kysely';

const statements = [
  // Set while a mail is in the hands of a delivery run. What a run that died left behind is seen by it and taken up at once.
  'alter table outbox_mails add column claimed_at timestamptz',
  'create index outbox_mails_claimed on outbox_mails (claimed_at) where claimed_at is not null',
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
