import type { FieldError } from '#contract/problems.ts';
import type { RegistrationAnswer } from '#contract/registration.ts';
import { type Field, fieldsHtml } from '#platform/pages/fields.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { utcMinute } from '#shared/time.ts';

const fields: readonly Field[] = [
  {
    name: 'invitation_code',
    label: 'Invitation code',
    autocomplete: 'off',
    verbatim: true,
    hint: 'As in the mail, for example 4UAI-PRE-a1b2c3d4e5f6. Spaces and capitals do not matter.',
  },
  {
    name: 'username',
    label: 'Username',
    autocomplete: 'username',
    verbatim: true,
    hint: '3 to 40 letters, digits, dots, dashes or underscores.',
  },
  { name: 'full_name', label: 'Full name', autocomplete: 'name' },
  { name: 'company', label: 'Company', autocomplete: 'organization', optional: true },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    hint: 'At least 12 characters with lower and upper case, a digit and a sign.',
  },
];

/** What is known of the invitation that the code opens. */
export interface InvitedAs {
  email: string;
  tier: string;
  expires_at: Date;
}

export interface FormView {
  csrf: string;
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  /** What is wrong with more than a field. */
  problem: string | null;
  invited: InvitedAs | null;
  requestId: string;
}

export function formHtml(view: FormView): Html {
  return html`${summary(view)}
${view.invited ? invitedHtml(view.invited) : html`<p>The beta is open to people who were invited. You need the code from your invitation mail.</p>`}
<form method="post" action="/beta/register">
<input type="hidden" name="csrf" value="${view.csrf}">
${fieldsHtml(withPasswordHint(view), view.typed, view.errors)}
<button type="submit">Register</button>
</form>`;
}

/** Says first what keeps the form from going through, with a link to each field that needs another look. */
function summary({ errors, problem, requestId, typed }: FormView): Html | null {
  // A link whose code is no longer good is told beside the code; nothing was sent yet.
  if (typed.csrf === undefined && !problem) return null;
  const shown = errors.filter((error) => fields.some((field) => field.name === error.path));
  if (!problem && shown.length === 0) return null;
  const links = shown.map((error) => {
    const label = fields.find((field) => field.name === error.path)?.label ?? error.path;
    return html`<li><a href="#${error.path}">${label}</a></li>`;
  });
  return html`<div class="problem" role="alert">
<p>${problem ?? 'Nothing was saved yet. Please look again at:'}</p>
${links.length > 0 ? html`<ul>${links}</ul>` : null}
${problem ? html`<p class="quiet">Request <code>${requestId}</code></p>` : null}
</div>`;
}

function invitedHtml({ email, tier, expires_at: expiresAt }: InvitedAs): Html {
  return html`<dl>
<dt>You register as</dt><dd>${email}</dd>
<dt>Tier</dt><dd>${tier}</dd>
<dt>Invitation good until</dt><dd>${utcMinute(expiresAt)}</dd>
</dl>`;
}

/** A password is never sent back, so a form that comes back says that it has to be typed again. */
function withPasswordHint({ typed, errors, problem }: FormView): readonly Field[] {
  const comesBack = (errors.length > 0 || problem !== null) && typed.password !== undefined;
  if (!comesBack) return fields;
  return fields.map((field) =>
    field.name === 'password' ? { ...field, hint: 'Type it again: for your safety it was not kept.' } : field,
  );
}

export function doneHtml({ user, subscription, licence_key: licenceKey }: RegistrationAnswer): Html {
  return html`<p class="done">You have a seat, and your account is active.</p>
<p>This is your licence key:</p>
<code class="key">${licenceKey}</code>
<dl>
<dt>Address</dt><dd>${user.email}</dd>
<dt>Username</dt><dd>${user.username}</dd>
<dt>Tier</dt><dd>${subscription.tier}</dd>
<dt>Free until</dt><dd>${utcMinute(subscription.ends_at)}</dd>
</dl>
<h2>What is next</h2>
<ol>
<li>Keep the licence key. It is in the welcome mail too.</li>
<li>Open the mail “Confirm your e-mail address” and follow its link within 24 hours.</li>
<li>Sign in with your address and password.</li>
</ol>`;
}
