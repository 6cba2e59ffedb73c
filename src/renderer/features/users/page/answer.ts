import type { UserStory } from '#contract/user-story.ts';
import { formatDate, formatRelative } from '#renderer/ui/format/times.ts';
import { named } from '#renderer/ui/text/named.ts';
import { stepNames } from '#shared/step-names.ts';
import { clockOf } from './clock.ts';

/** What somebody who opens the page came for: how it stands with this person. `lead` is set apart. */
export function answerOf(story: UserStory, now: number): { lead: string; rest: string } {
  const { user } = story;
  if (user.erased_at !== null) {
    return {
      lead: 'The personal data of this account was erased',
      rest: 'That there was an account, and what was done with it, stays.',
    };
  }
  if (user.state === 'deleted') {
    const when = user.deleted_at === null ? 'Deleted' : `Deleted on ${formatDate(user.deleted_at)}`;
    const by = story.state_change === null ? '' : ` by ${named(story.state_change.by.name)}`;
    return {
      lead: `${when}${by}`,
      rest:
        user.purge_at === null
          ? ''
          : `It can be restored until ${formatDate(user.purge_at)}; then the personal data is erased for good.`,
    };
  }
  const seen = user.last_seen_at === null ? 'never seen' : `last seen ${formatRelative(user.last_seen_at, now)}`;
  if (user.state === 'suspended') {
    const since = user.suspended_at === null ? 'Suspended' : `Suspended since ${formatDate(user.suspended_at)}`;
    return { lead: since, rest: sentence([seen]) };
  }
  if (user.role !== 'member') {
    return { lead: `Staff since ${formatDate(user.created_at)}`, rest: sentence([seen]) };
  }
  const { subscription, onboarding } = story;
  const lead = subscription === null ? `Member since ${formatDate(user.created_at)}` : clockOf(subscription).lead;
  return { lead, rest: sentence([onboardingWords(onboarding), seen]) };
}

function onboardingWords(onboarding: UserStory['onboarding']): string {
  if (onboarding === null) return '';
  if (onboarding.step === null) return 'onboarding complete';
  return `onboarding ${onboarding.steps_done} of ${onboarding.steps.length}, next ${stepNames[onboarding.step]}`;
}

function sentence(parts: readonly string[]): string {
  const text = parts.filter(Boolean).join('; ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
