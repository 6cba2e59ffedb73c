import { sql } from 'kysely';
import type { Role, Tier } from '#contract/common.ts';
import type { TierPlan } from '#contract/user-tiers.ts';
import type { Executor } from '#platform/db/open.ts';

/** The plans from the smallest to the largest. */
export function readPlans(executor: Executor): Promise<TierPlan[]> {
  return executor
    .selectFrom('tier_plans')
    .select(['tier', 'price_usd_micros', 'features', 'limits'])
    .orderBy(sql`array_position(array['standard', 'premium', 'enterprise'], tier)`)
    .execute();
}

export interface TierChangeView {
  id: string;
  from_tier: Tier;
  to_tier: Tier;
  reason: string | null;
  changed_at: Date;
  undoes: string | null;
  undone_at: Date | null;
  changed_by: string | null;
  changer_name: string | null;
  changer_role: Role | null;
}

export function lastTierChange(executor: Executor, userId: string): Promise<TierChangeView | undefined> {
  return executor
    .selectFrom('tier_changes')
    .leftJoin('users as changer', 'changer.id', 'tier_changes.changed_by')
    .select([
      'tier_changes.id',
      'from_tier',
      'to_tier',
      'reason',
      'changed_at',
      'undoes',
      'undone_at',
      'changed_by',
      'changer.full_name as changer_name',
      'changer.role as changer_role',
    ])
    .where('tier_changes.user_id', '=', userId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface NewTierChange {
  id: string;
  userId: string;
  from: Tier;
  to: Tier;
  reason: string | null;
  by: string;
  at: Date;
  undoes: string | null;
}

/** Writes the change down, with the subscription that runs; the account itself is the caller's. */
export async function insertTierChange(transaction: Executor, change: NewTierChange): Promise<void> {
  await transaction
    .insertInto('tier_changes')
    .values({
      id: change.id,
      user_id: change.userId,
      from_tier: change.from,
      to_tier: change.to,
      reason: change.reason,
      changed_by: change.by,
      changed_at: change.at,
      undoes: change.undoes,
      undone_at: null,
    })
    .execute();
  if (change.undoes) {
    await transaction
      .updateTable('tier_changes')
      .set({ undone_at: change.at })
      .where('id', '=', change.undoes)
      .execute();
  }
  await transaction
    .updateTable('subscriptions')
    .set({ tier: change.to })
    .where('user_id', '=', change.userId)
    .where('ends_at', '>', change.at)
    .execute();
}

/** What somebody pays now, with the time until which it holds; nothing for who never subscribed. */
export function currentSubscription(executor: Executor, userId: string) {
  return executor
    .selectFrom('subscriptions')
    .select(['id', 'is_beta', 'tier', 'price_usd_micros', 'starts_at', 'ends_at'])
    .where('user_id', '=', userId)
    .orderBy('ends_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
