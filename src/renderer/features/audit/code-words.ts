import { stepNames } from '#shared/step-names.ts';

/** Names of facts that would not tell a colleague what they mean. */
const factWords: Record<string, string> = {
  two_step: 'Two-step sign-in',
  by: 'Made through',
  plan_hash: 'Plan',
  named_plan_hash: 'Plan that was approved',
  changed: 'Plan changed since',
  status_before: 'Was',
  quorum_seats: 'Two admins above so many seats',
  from_position: 'From row',
  to_position: 'To row',
  expires_at: 'Expires',
  subscription_ends_at: 'Subscription ends',
  subject_name: 'Known as',
  address: 'Network address',
  already_user: 'Has an account',
  already_invited: 'Already invited',
  over_capacity: 'Without a seat',
  sessions_revoked: 'Sessions ended',
  purge_at: 'Personal data goes',
  bulk_run_id: 'Bulk action',
  steps_done: 'Steps done',
  up_to: 'Up to entry',
  search: 'Searched for',
  view_id: 'View',
};

/** Codes that the platform writes into the log, by the fact they stand in. */
const codeWords: Record<string, Record<string, string>> = {
  reason: {
    signed_out: 'they signed out',
    refresh_token_reused: 'an old sign-in was used again, so somebody may have copied it',
    unknown_account: 'nobody has an account with this address',
    wrong_password: 'wrong password',
    not_active: 'the account is suspended',
    totp_wrong: 'wrong one-time code',
    ended_by_staff: 'staff ended it',
  },
  ended: {
    by_viewer: 'they ended it',
    expired: 'its time was over',
    replaced: 'they began another one',
  },
  step: stepNames,
  by: {
    environment: 'the settings the platform was started with',
    setup_link: 'the one-time set-up link',
  },
  kind: {
    verify_email: 'confirm address',
    reset_password: 'reset password',
    staff_welcome: 'staff welcome',
  },
};

/** `plan_hash` as words: `Plan`. A fact that is not known here is read from its own name. */
export function factInWords(name: string): string {
  const known = factWords[name];
  if (known !== undefined) return known;
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `signed_out` as words. Codes not known here lose their underscores; what a person wrote stays as it is. */
export function codeInWords(fact: string, text: string): string {
  return codeWords[fact]?.[text] ?? (/^[a-z]+(_[a-z0-9]+)+$/.test(text) ? text.replaceAll('_', ' ') : text);
}
