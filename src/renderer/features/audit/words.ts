import type { AuditEntry } from '#contract/audit.ts';

/** Actions whose own name would not tell a colleague what was done. */
const actionWords: Record<string, string> = {
  'session.opened': 'Signed in',
  'session.refused': 'Sign-in refused',
  'session.refreshed': 'Session renewed',
  'session.revoked': 'Session ended',
  'session.closed': 'Signed out',
  'user.created': 'Account made',
  'user.registered': 'Registered',
  'user.email_verified': 'Address confirmed',
  'user.password_reset_requested': 'Password reset asked for',
  'user.password_reset': 'Password set',
  'user.password_changed': 'Password changed',
  'user.step_done': 'Onboarding step done',
  'user.step_changed': 'Onboarding step answered anew',
  'user.onboarding_completed': 'Onboarding completed',
  'user.view_as.started': 'View as begun',
  'user.view_as.viewed': 'Looked at what they see',
  'user.view_as.ended': 'View as ended',
  'user.totp_enrolled': 'Two-step sign-in begun',
  'user.totp_enabled': 'Two-step sign-in switched on',
  'user.totp_disabled': 'Two-step sign-in switched off',
  'invitation.created': 'Invited',
  'invitation.used': 'Invitation used',
  'invitation.resent': 'New code sent',
  'invitation.revealed': 'Code shown',
  'batch.created': 'Batch made',
  'batch.approval_recorded': 'First approval given',
  'batch.chunk_sent': 'Part of batch made',
  'batch.sending_started': 'Sending begun',
  'cohort.created': 'Cohort saved',
  'nudge.held': 'Nudge prepared',
  'nudge.sending_started': 'Nudge begun to go out',
  'nudge.chunk_sent': 'Part of nudge written',
  'nudge.sent': 'Nudge sent',
  'mail.opened': 'Mail opened',
  'mail.retried': 'Mail sent again',
  'capacity.changed': 'Seats changed',
  'approval_policy.updated': 'Approval policy changed',
  'audit.exported': 'Log exported',
  'ingest_key.created': 'Ingest key made',
  'alert_rule.created': 'Alert rule made',
  'alert_rule.changed': 'Alert rule changed',
  'alert_webhook.created': 'Webhook made',
  'alert_webhook.changed': 'Webhook changed',
  'alert_webhook.secret_renewed': 'Secret of a webhook renewed',
  'alert_webhook.tested': 'Webhook tested',
  'alert_webhook.deleted': 'Webhook deleted',
  'incident.updated': 'Incident changed',
  'incident.update_posted': 'Update on incident posted',
  'incident.state_changed': 'Incident moved on',
  'incident.alert_added': 'Alert added to incident',
};

/** Actions offered by the filter; any other can still stand in the address. */
export const knownActions = [
  ...Object.keys(actionWords),
  'invitation.extended',
  'invitation.revoked',
  'invitation.expired',
  'batch.submitted',
  'batch.approved',
  'batch.approval_refused',
  'batch.rejected',
  'batch.cancelled',
  'batch.sent',
  'batch.retried',
  'cohort.deleted',
  'nudge.cancelled',
  'nudge.retried',
  'ingest_key.revoked',
  'alert.acknowledged',
  'alert.silenced',
  'alert.escalated',
  'alert.resolved',
  'alert_rule.deleted',
  'incident.declared',
  'incident.resolved',
  'incident.reopened',
].sort((a, b) => actionInWords(a).localeCompare(actionInWords(b), 'en'));

export const knownSubjects = [
  'invitation',
  'batch',
  'user',
  'session',
  'cohort',
  'nudge',
  'mail',
  'capacity',
  'approval_policy',
  'audit',
  'ingest_key',
  'alert',
  'alert_rule',
  'alert_webhook',
  'incident',
] as const;

const subjectWords: Record<string, string> = {
  capacity: 'Seats',
  user: 'Person',
  audit: 'Audit log',
  alert_webhook: 'Webhook',
};

/** An action in words. One that is not known here is read from its own name: `invitation.revoked`. */
export function actionInWords(action: string): string {
  return actionWords[action] ?? sentence(action.replace('.', ' '));
}

/** A kind of subject: `invitation`, `approval_policy`. */
export function subjectInWords(type: string): string {
  return subjectWords[type] ?? sentence(type);
}

/** What the subject is called: its name where it may still be shown, else its kind and the beginning of its id. */
export function subjectName({ subject_name: name, subject_id: id, subject_type: type }: AuditEntry): string {
  return name ?? (id === null ? subjectInWords(type) : `${subjectInWords(type)} ${id.slice(0, 8)}`);
}

/** Where the subject can be looked at in the console, if anywhere. */
export function subjectPlace({
  subject_type: type,
  subject_id: id,
}: AuditEntry): { to: string; search?: Record<string, string> } | null {
  if (type === 'capacity' || type === 'approval_policy') return { to: '/settings' };
  if (type === 'ingest_key') return { to: '/settings', search: { section: 'ingest-keys' } };
  if (id === null) return null;
  if (type === 'invitation') return { to: '/invitations', search: { id } };
  if (type === 'batch') return { to: `/batches/${id}` };
  if (type === 'alert') return { to: '/alerts', search: { state: 'all', id } };
  if (type === 'alert_rule') return { to: '/alerts', search: { part: 'rules', rule: id } };
  if (type === 'alert_webhook') return { to: '/alerts', search: { part: 'webhooks' } };
  if (type === 'mail') return { to: '/outbox', search: { id } };
  if (type === 'user') return { to: `/users/${id}` };
  if (type === 'incident') return { to: `/incidents/${id}` };
  return null;
}

function sentence(words: string): string {
  const text = words.replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
