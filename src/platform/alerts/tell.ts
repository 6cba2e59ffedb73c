import type { Executor } from '#platform/db/open.ts';
import type { AlertRuleRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { queueMails } from '#platform/outbox/queue-mail.ts';
import type { Happened } from './reconcile.ts';
import { peopleToTell } from './tell-repository.ts';

/** Alerts that one mail lists; it says how many more there are. */
const mostListed = 20;

const beginnings: Record<Happened['step'], string> = {
  fired: '',
  reopened: 'Again: ',
  acknowledgement_ended: 'Still, after the time it was acknowledged for: ',
  silence_ended: 'Still, after its silence: ',
  acknowledged: '',
  silenced: '',
  resolved: '',
};

/** One mail to everybody who may act, for all that a rule found in one look. What is for information only is not mailed. */
export async function tell(
  transaction: Executor,
  deps: PlatformDeps,
  rule: AlertRuleRow,
  happened: readonly Happened[],
  at: Date,
): Promise<void> {
  const told = happened.filter(({ tells }) => tells);
  if (told.length === 0 || rule.severity === 'info') return;
  const people = await peopleToTell(transaction);
  const first = told[0];
  const word = rule.severity === 'critical' ? 'Critical' : 'Warning';
  const subject = `${word}: ${rule.name}${told.length > 1 ? ` (${told.length} alerts)` : ''}`;
  const more = told.length - mostListed;
  const lines = [
    ...told.slice(0, mostListed).map(({ step, summary }) => `${beginnings[step]}${summary}.`),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
  await queueMails(
    transaction,
    deps,
    people.map(({ id, email, full_name: name }) => ({
      kind: 'alert',
      to: email,
      subject,
      data: {
        full_name: name,
        severity: word,
        rule: rule.name,
        message: lines.join('\n'),
        at: at.toISOString(),
        alert: first?.id ?? '',
      },
      userId: id,
    })),
  );
}
