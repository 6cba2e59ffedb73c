import { sql } from 'kysely';
import { expect } from 'vitest';
import type { TestPlatform } from './platform.ts';

/** The ledger agrees with what exists: pending invitations and held batch seats are reserved, members are used. */
export async function expectSeatsToAddUp(platform: TestPlatform): Promise<void> {
  const { rows } = await sql<Record<string, number>>`
    select seats.reserved, seats.used, floor(seats.capacity * seats.overbooking) as limit,
      (select count(*) from invitations where status = 'pending')
        + (select coalesce(sum(seats_held), 0) from batches) as pending,
      (select count(*) from users where role = 'member' and state <> 'deleted') as members
    from seats`.execute(platform.deps.database);
  const [ledger] = rows;
  expect(ledger?.reserved).toBe(ledger?.pending);
  expect(ledger?.used).toBe(ledger?.members);
  expect((ledger?.reserved ?? 0) + (ledger?.used ?? 0)).toBeLessThanOrEqual(ledger?.limit ?? 0);
}
