import type { AnswerOf } from '#contract/operations.ts';
import type { CallOptions, TestPlatform } from './platform.ts';

type Batch = AnswerOf<'batches.create'>;

/** `count` addresses that nobody else uses, as a list. */
export function addressList(count: number, tier = 'standard', prefix = 'person'): string {
  return `email,tier\n${Array.from({ length: count }, (_, index) => `${prefix}${index + 1}@example.com,${tier}\n`).join('')}`;
}

/** A draft made by ops. */
export function draft(
  platform: TestPlatform,
  csv: string,
  options: { name?: string; as?: CallOptions['as'] } = {},
): Promise<Batch> {
  return platform.call(
    'batches.create',
    { body: { name: options.name ?? 'First wave', csv } },
    { as: options.as ?? 'ops' },
  );
}

/** A batch that waits for approval, made and submitted by ops. */
export async function submitted(platform: TestPlatform, csv: string): Promise<Batch> {
  const batch = await draft(platform, csv);
  return platform.call('batches.submit', { params: { id: batch.id } }, { as: 'ops' });
}

/** A batch that was approved by the standing admin and waits for the sending job. */
export async function approved(platform: TestPlatform, csv: string): Promise<Batch> {
  const batch = await submitted(platform, csv);
  return platform.call('batches.approve', { params: { id: batch.id }, body: { plan_hash: batch.plan_hash } });
}

/** All rows of a batch in the order of the list. */
export async function rowsOf(platform: TestPlatform, id: string) {
  return (await platform.call('batches.rows', { params: { id }, query: { limit: 1000 } })).items;
}

/** Reads the ledger and checks it against what holds seats: pending invitations, held seats of batches, users of the beta. */
export async function checkedSeats(platform: TestPlatform) {
  const database = platform.deps.database;
  const seats = await database.selectFrom('seats').selectAll().executeTakeFirstOrThrow();
  const pending = await database
    .selectFrom('invitations')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  const held = await database
    .selectFrom('batches')
    .select((query) => query.fn.sum<number | null>('seats_held').as('count'))
    .executeTakeFirstOrThrow();
  const expected = Number(pending.count) + Number(held.count ?? 0);
  if (seats.reserved !== expected) {
    throw new Error(`The ledger reserves ${seats.reserved} seats; ${expected} are held by invitations and batches.`);
  }
  return { reserved: seats.reserved, used: seats.used, held: Number(held.count ?? 0), pending: Number(pending.count) };
}
