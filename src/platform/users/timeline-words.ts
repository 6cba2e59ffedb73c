import type { AnomalyRule } from '#contract/user-sessions.ts';
import { anomalyWords } from '#platform/auth/anomaly-rules.ts';
import { isKept } from '#shared/kept-mail.ts';
import { stepNames } from '#shared/step-names.ts';
import { tierNames } from '#shared/tier-names.ts';
import { utcMinute } from '#shared/time.ts';
import { refusalWords, revocationWords } from './session-words.ts';
import type { TimelineView } from './timeline-repository.ts';

/** What happened, in a sentence. */
export function timelineWords({ source, facts }: Pick<TimelineView, 'source' | 'facts'>): string {
  const text = (name: string) => (typeof facts[name] === 'string' ? (facts[name] as string) : '');
  switch (source) {
    case 'audit':
      return auditWords(text('action'), (facts.details ?? {}) as Record<string, unknown>, text('reason'));
    case 'mail':
      return mailWords(text('subject'), text('status'), text('transport'), text('error'));
    case 'sign_in':
      return signInWords(text('reason'), text('device'), text('address'), facts.two_step === true);
    case 'note':
      return text('body');
    case 'step':
      return `Finished the step “${stepName(text('step'))}”.`;
    case 'anomaly':
      return anomalyWords({ rule: text('rule') as AnomalyRule, details: facts.details as Record<string, unknown> });
  }
}

function mailWords(subject: string, status: string, transport: string, error: string): string {
  const named = `“${subject}”`;
  if (isKept({ status, transport })) return `No mail server was set: the outbox keeps the mail ${named}.`;
  if (status === 'sent') return `The mail ${named} went out.`;
  if (status === 'queued') return `The mail ${named} waits to go out.`;
  if (status === 'cancelled') return `The mail ${named} was not sent: ${error || 'it was no longer true'}.`;
  const why = error ? `: ${error}` : '';
  return status === 'bounced' ? `The mail ${named} was refused${why}.` : `The mail ${named} could not be sent${why}.`;
}

function signInWords(reason: string, device: string, address: string, twoStep: boolean): string {
  const from = [device, address].filter(Boolean).join(', ');
  const where = from ? ` from ${from}` : '';
  if (reason) return `A sign-in failed${where}: ${within(refusalWords(reason))}.`;
  return `Signed in${where}${twoStep ? ' with a one-time code' : ''}.`;
}

/** @param typed the reason that somebody typed, which goes when the person is erased */
function auditWords(action: string, details: Record<string, unknown>, typed: string): string {
  const text = (name: string) => (typeof details[name] === 'string' ? (details[name] as string) : '');
  const reason = (typed || text('reason')).replace(/\.$/, '');
  const because = reason ? `: ${reason}` : '';
  const sessions = sessionsWords(details.sessions_revoked);
  switch (action) {
    case 'invitation.created':
      return `Invited${text('tier') ? ` as ${tierName(text('tier'))}` : ''}${text('batch_id') ? ' with a batch' : ''}.`;
    case 'invitation.resent':
      return 'Got a new invitation code; the one before is void.';
    case 'invitation.extended':
      return 'Got more time for the invitation.';
    case 'invitation.revealed':
      return `The invitation code was shown in full${because}.`;
    case 'user.registered':
      return `Registered${text('tier') ? ` on ${tierName(text('tier'))}` : ''}.`;
    case 'user.created':
      return `The account was made${text('role') ? ` with the role ${text('role')}` : ''}.`;
    case 'user.email_verified':
      return 'Confirmed the e-mail address.';
    case 'user.password_reset_requested':
      return 'A reset link was asked for.';
    case 'user.password_reset':
      return 'Set a new password; all sessions ended.';
    case 'user.password_changed':
      return 'Changed the password; all other sessions ended.';
    case 'user.tier_changed':
      return `${details.undo === true ? 'The change of tier was taken back: from' : 'Moved from'} ${tierName(text('from'))} to ${tierName(text('to'))}${because}.`;
    case 'user.suspended':
      return `Suspended${because}.${sessions}`;
    case 'user.reactivated':
      return 'Reactivated.';
    case 'user.deleted':
      return `Deleted${because}.${sessions}${text('purge_at') ? ` Personal data goes on ${utcMinute(text('purge_at'))}.` : ''}`;
    case 'user.restored':
      return 'Restored.';
    case 'user.updated':
      return `Changed ${(Array.isArray(details.fields) ? details.fields : []).map(fieldWord).join(', ')}${roleWords(details.role)}.`;
    case 'user.step_changed':
      return `Answered the step “${stepName(text('step'))}” anew.`;
    case 'user.onboarding_completed':
      return 'Completed the onboarding.';
    case 'user.sessions_revoked':
      return `All sessions were ended${because}.${sessions}`;
    case 'user.view_as.started':
      return `Began to look through their eyes${because}.`;
    case 'user.view_as.viewed':
      return `Looked at their ${text('part')} as they see it.`;
    case 'user.view_as.ended':
      return viewEndWords(text('ended'));
    case 'session.revoked':
      return `A session ended: ${endWords(reason || 'ended_by_staff')}.`;
    default:
      return `${action.replace(/^[a-z]+\./, '').replaceAll('_', ' ')}${because}.`.replace(/^./, (first) =>
        first.toUpperCase(),
      );
  }
}

function stepName(step: string): string {
  const known: Readonly<Record<string, string>> = stepNames;
  return known[step] ?? step.replaceAll('_', ' ');
}

function tierName(tier: string): string {
  const known: Readonly<Record<string, string>> = tierNames;
  return known[tier] ?? tier;
}

/** Why a session ended: a reason of ours inside the sentence, a typed one as it was typed. */
function endWords(reason: string): string {
  const words = revocationWords(reason);
  return words === reason ? words : within(words);
}

/** A label inside a sentence: `Signed out` as `signed out`. */
function within(label: string): string {
  return label.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
}

function viewEndWords(ended: string): string {
  if (ended === 'expired') return 'Looking through their eyes ended: its time was over.';
  if (ended === 'replaced') return 'Looking through their eyes ended: another view was begun.';
  return 'Stopped looking through their eyes.';
}

function sessionsWords(count: unknown): string {
  if (typeof count !== 'number' || count === 0) return '';
  return count === 1 ? ' One session ended.' : ` ${count} sessions ended.`;
}

function fieldWord(field: unknown): string {
  const words: Record<string, string> = {
    full_name: 'name',
    email: 'e-mail address',
    email_verified_at: 'confirmation',
  };
  return words[String(field)] ?? String(field);
}

function roleWords(role: unknown): string {
  if (typeof role !== 'object' || role === null || !('before' in role) || !('after' in role)) return '';
  return `: ${String(role.before)} to ${String(role.after)}`;
}
