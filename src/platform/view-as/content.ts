import { mostViewedMails, type ReceivedMail, type ViewContent, type ViewPart } from '#contract/view-as.ts';
import type { Executor } from '#platform/db/open.ts';
import { onboardingOf } from '#platform/onboarding/step-service.ts';
import type { MailComposer } from '#platform/outbox/compose-mail.ts';
import { listReceivedMails, type ReceivedMailRow } from '#platform/outbox/mails-to-repository.ts';
import { licenceOf } from '#platform/users/story-repository.ts';
import { licenceAnswer, subscriptionAnswer } from '#platform/users/subscription-answer.ts';
import { currentSubscription, readPlans } from '#platform/users/tier-repository.ts';
import { type ShownUser, signedInUser } from '#platform/users/user-answer.ts';

/** Stands where a mail held a code, a key or a token: the secret itself is never decrypted here. */
const hidden = '(hidden)';

/** A part of what a member sees, made from the same rows and functions as the answers that they get themselves. */
export async function contentOf(
  executor: Executor,
  compose: MailComposer,
  part: ViewPart,
  user: ShownUser,
  now: Date,
): Promise<ViewContent> {
  switch (part) {
    case 'account':
      return { part, account: signedInUser(user) };
    case 'plan':
      return planOf(executor, user, now);
    case 'onboarding':
      return { part, onboarding: await onboardingOf(executor, user.id) };
    case 'mails': {
      const { rows, total } = await listReceivedMails(executor, user, mostViewedMails);
      return { part, mails: rows.map((row) => mailAnswer(compose, row)), total };
    }
  }
}

async function planOf(executor: Executor, user: ShownUser, now: Date): Promise<ViewContent> {
  const [subscription, licence, plans] = await Promise.all([
    currentSubscription(executor, user.id),
    licenceOf(executor, user.id),
    readPlans(executor),
  ]);
  return {
    part: 'plan',
    subscription: subscription ? subscriptionAnswer(subscription, now) : null,
    licence: licence ? licenceAnswer(licence) : null,
    tier: plans.find(({ tier }) => tier === user.beta_tier) ?? null,
  };
}

function mailAnswer(compose: MailComposer, row: ReceivedMailRow): ReceivedMail {
  const { id, kind, recipient: to, subject, data, transport, sent_at: sentAt } = row;
  const { text } = compose({ kind, to, subject, data, secret: row.holds_secret ? hidden : '' });
  return { id, kind, subject, transport, sent_at: sentAt.toISOString(), text };
}
