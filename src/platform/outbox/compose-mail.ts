import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MailKind, mailKindSchema } from '#contract/outbox.ts';
import type { PlatformConfig } from '#platform/deps.ts';
import { utcMinute } from '#shared/time.ts';
import { findResources } from './find-resources.ts';
import { escapeHtml, fillTemplate, oneLine, type SlotValues } from './template.ts';

/** A stored mail with its secret in clear: what a text is made from. */
export interface MailContent {
  kind: MailKind;
  to: string;
  subject: string;
  data: Record<string, string>;
  /** The code, token or key in it; empty where it holds none. */
  secret: string;
}

export interface ComposedMail {
  text: string;
  html: string;
}

export type MailComposer = (mail: MailContent) => ComposedMail;

interface Template {
  text: string;
  html: string;
}

/** Reads all templates once; a missing one shows when the platform starts and not with the first mail. */
export function createMailComposer(config: Pick<PlatformConfig, 'publicUrl' | 'rehearsal'>): MailComposer {
  const folder = join(findResources('mail/layout.html'), 'mail');
  const read = (name: string): Template => ({
    text: readFileSync(join(folder, `${name}.txt`), 'utf8').trim(),
    html: readFileSync(join(folder, `${name}.html`), 'utf8').trim(),
  });
  const layout = read('layout');
  const templates = new Map(mailKindSchema.options.map((kind) => [kind, read(kind)]));

  return (mail) => {
    const template = templates.get(mail.kind);
    if (!template) throw new Error(`There is no template for ${mail.kind}.`);
    const values: SlotValues = {
      ...valuesOf(mail, config.publicUrl),
      to: mail.to,
      subject: mail.subject,
      rehearsal: config.rehearsal ? 'yes' : '',
    };
    const render = (part: keyof Template, escapeValue: (text: string) => string, lineBreak: string) => {
      const slots = { ...values, ...writtenText(mail, escapeValue, lineBreak) };
      const body = { finished: fillTemplate(template[part], slots, escapeValue) };
      return fillTemplate(layout[part], { ...slots, body }, escapeValue);
    };
    return { text: `${render('text', oneLine, '\n')}\n`, html: `${render('html', escapeHtml, '<br>\n')}\n` };
  };
}

/** What somebody wrote for this mail: its lines are kept, each as safe as any value. */
function writtenText(
  { kind, data }: MailContent,
  escapeValue: (text: string) => string,
  lineBreak: string,
): SlotValues {
  if ((kind !== 'nudge' && kind !== 'alert') || data.message === undefined) return {};
  const lines = data.message.split(/\r\n|[\r\n\u2028\u2029]/);
  return { message: { finished: lines.map(escapeValue).join(lineBreak) } };
}

/** Stored facts as the templates name them. */
function valuesOf({ kind, data, secret }: MailContent, publicUrl: string): Record<string, string> {
  const time = (name: string) => (data[name] ? utcMinute(data[name]) : '');
  const page = (path: string) => `${publicUrl}${path}${encodeURIComponent(secret)}`;
  switch (kind) {
    case 'invitation':
      return { ...data, code: secret, link: page('/beta/register?code='), expires: time('expires_at') };
    case 'verify_email':
      return { ...data, link: page('/account/verify?token=') };
    case 'reset_password':
      return { ...data, link: page('/account/reset?token=') };
    case 'welcome':
      return { ...data, licence_key: secret, ends: time('ends_at') };
    case 'staff_welcome':
      return { ...data, platform: publicUrl };
    case 'nudge':
      return data;
    case 'alert':
      return { ...data, time: time('at') };
  }
}
