import { type Kysely, sql } from 'kysely';

const statements = [
  // The chain shows a change afterwards; these keep an accident from making one. Whoever owns the database can drop
  // them, which is why they are no part of what the chain promises.
  `create function audit_entries_guard() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' then
      if new.personal is null and new.personal_salt is null
        and to_jsonb(new) - 'personal' - 'personal_salt' = to_jsonb(old) - 'personal' - 'personal_salt' then
        return new;
      end if;
    end if;
    raise exception 'audit_entries is append-only: only personal fields may be erased, together with their salt';
  end $$`,
  `create trigger audit_entries_append_only before update or delete on audit_entries
    for each row execute function audit_entries_guard()`,
  `create trigger audit_entries_not_truncated before truncate on audit_entries
    for each statement execute function audit_entries_guard()`,
  `create function audit_head_guard() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' then
      if new.id = old.id and new.sequence > old.sequence then
        return new;
      end if;
    end if;
    raise exception 'audit_head only moves forward';
  end $$`,
  `create trigger audit_head_forward_only before update or delete on audit_head
    for each row execute function audit_head_guard()`,
];

/** The database itself refuses to change or remove audit entries. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
