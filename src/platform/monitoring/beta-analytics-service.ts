import { batchStatusSchema } from '#contract/batches.ts';
import { tierSchema } from '#contract/common.ts';
import { deliverySchema, invitationStatusSchema } from '#contract/invitations.ts';
import type { BetaAnalytics } from '#contract/monitoring.ts';
import { readSeats } from '#platform/capacity/ledger-repository.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { countBy, dayOf, fullOn, lastDays, shareOf } from './beta-analytics.ts';
import {
  countBatches,
  countDays,
  countInvitations,
  countRecent,
  type InvitationGroup,
} from './beta-analytics-repository.ts';
import { usageOf } from './usage-analytics.ts';
import { countOnboarding, mostUsedAgents, usageByTier } from './usage-analytics-repository.ts';

const shownDays = 30;
const shownAgents = 5;

/** The beta in numbers: a handful of counts over whole tables, whatever their size. */
export async function betaAnalytics(deps: Pick<PlatformDeps, 'database' | 'clock' | 'config'>): Promise<BetaAnalytics> {
  const { database } = deps;
  const now = deps.clock.now();
  const days = lastDays(now, shownDays);
  const [seats, groups, counted, recent, batches, onboarding, usage, agents] = await Promise.all([
    readSeats(database),
    countInvitations(database),
    countDays(database, new Date(`${days[0]}T00:00:00.000Z`)),
    countRecent(database, now),
    countBatches(database),
    countOnboarding(database),
    usageByTier(database, dayOf(now)),
    mostUsedAgents(database, dayOf(now), shownAgents),
  ]);
  const { version: _version, ...capacity } = seats;
  const byDay = new Map(counted.map((row) => [row.day, row]));
  const size = (group: InvitationGroup) => group.count;
  return {
    generated_at: now.toISOString(),
    rehearsal: deps.config.rehearsal,
    capacity,
    invitations: {
      total: groups.reduce((sum, group) => sum + group.count, 0),
      by_status: countBy(invitationStatusSchema.options, groups, (group) => group.status, size),
      by_tier: countBy(tierSchema.options, groups, (group) => group.tier, size),
      by_delivery: countBy(deliverySchema.options, groups, (group) => group.delivery, size),
    },
    conversion: conversionOf(groups),
    conversion_by_tier: {
      standard: conversionOf(groups.filter((group) => group.tier === 'standard')),
      premium: conversionOf(groups.filter((group) => group.tier === 'premium')),
      enterprise: conversionOf(groups.filter((group) => group.tier === 'enterprise')),
    },
    days: days.map((day) => {
      const found = byDay.get(day);
      return { day, invited: found?.invited ?? 0, registered: found?.registered ?? 0 };
    }),
    ...recent,
    full_on: fullOn(now, capacity.capacity - capacity.used, recent.registrations_7d),
    batches_by_status: countBy(
      batchStatusSchema.options,
      batches,
      (row) => row.status,
      (row) => row.count,
    ),
    onboarding: {
      started: onboarding.started,
      completed: shareOf(onboarding.completed, onboarding.started),
      mean_seconds: onboarding.mean_seconds,
      median_seconds: onboarding.median_seconds,
    },
    usage: {
      today: usageOf(usage.filter(({ today }) => today)),
      week: usageOf(usage),
      by_tier: {
        standard: usageOf(usage.filter(({ tier }) => tier === 'standard')),
        premium: usageOf(usage.filter(({ tier }) => tier === 'premium')),
        enterprise: usageOf(usage.filter(({ tier }) => tier === 'enterprise')),
      },
      agents,
    },
  };
}

/** Registrations of those who could register: an invitation whose mail never arrived says nothing about people. */
function conversionOf(groups: readonly InvitationGroup[]) {
  const used = groups.filter((group) => group.status === 'used').reduce((sum, group) => sum + group.count, 0);
  return shareOf(
    used,
    groups.reduce((sum, group) => sum + group.mailed, 0),
  );
}
