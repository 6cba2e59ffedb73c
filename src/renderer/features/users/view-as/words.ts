import type { ViewAs, ViewPart } from '#renderer/data/view-as/view-as.ts';

/** In the order of the tabs. */
export const viewParts = ['account', 'plan', 'onboarding', 'mails'] as const satisfies readonly ViewPart[];

export const partWords: Record<ViewPart, string> = {
  account: 'Account',
  plan: 'Plan',
  onboarding: 'Onboarding',
  mails: 'Mails',
};

/** How a view ended, in a sentence. */
export function endWords(ended: ViewAs['ended']): string {
  if (ended === 'by_viewer') return 'You ended it.';
  if (ended === 'replaced') return 'It ended when you began another one.';
  return 'Its 15 minutes are over.';
}

/** In the order in which they are asked, step by step. */
const fields: Record<string, string> = {
  accepted_guidelines: 'Accepted the guidelines',
  goal: 'What they want to do',
  job_title: 'Job',
  team_size: 'Size of the team',
  country: 'Country',
  about: 'About them',
  language: 'Language',
  time_zone: 'Time zone',
  product_mails: 'Wants product mails',
  label: 'Name of the key',
  environment: 'Environment',
  name: 'Name',
  provider: 'Provider',
  purpose: 'Purpose',
  overall: 'Overall',
  ease: 'Ease of use',
  completeness: 'Completeness',
  performance: 'Performance',
  support: 'Support',
  comment: 'Comment',
};
const order = Object.keys(fields);

/** What was said at a step, in the order in which it was asked; the store keeps no order. */
export function inOrder(said: Readonly<Record<string, unknown>>): [field: string, value: unknown][] {
  const place = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length);
  return Object.entries(said).sort(([left], [right]) => place(left) - place(right));
}

/** What a field of an onboarding step is called: `Time zone`. */
export function fieldWords(field: string): string {
  const words = fields[field] ?? field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What they said there, as text, whatever it is. */
export function saidWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
