import type { Keys } from '#platform/security/keys.ts';
import { hmac } from '#platform/security/keys.ts';
import type { Executor } from './open.ts';

const fact = 'key_check';

/**
 * Refuses a store that was made with another secret: its codes would be unfindable and its mails unreadable, and
 * what was written meanwhile would be lost to the right key.
 */
export async function requireSameKeys(executor: Executor, keys: Pick<Keys, 'tokenHash'>): Promise<void> {
  const value = hmac(keys.tokenHash, fact).toString('hex');
  await executor
    .insertInto('store_facts')
    .values({ name: fact, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const stored = await executor.selectFrom('store_facts').select('value').where('name', '=', fact).executeTakeFirst();
  if (stored?.value === value) return;
  throw new Error(
    'This database was made with another secret key. Start with the GATEHOUSE_SECRET_KEY it was made with, or with the data directory that holds its secret.key.',
  );
}
