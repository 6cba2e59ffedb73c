import { describe, expect, it } from 'vitest';
import { type MailKind, mailKindSchema } from '#contract/outbox.ts';
import { createMailComposer, type MailContent } from './compose-mail.ts';

const compose = createMailComposer({ publicUrl: 'https://beta.example.com', rehearsal: false });
const hostile = `<script>alert("1")</script>\r\nBcc: all@example.com & 'x' {{code}}`;

function mail(kind: MailKind, more: Partial<MailContent> = {}): MailContent {
  return {
    kind,
    to: 'ada@example.org',
    subject: 'A subject',
    data: {
      full_name: 'Ada',
      username: 'ada',
      tier: 'premium',
      role: 'support',
      added_by: 'Rosa',
      step: 'make your first API key',
      message: 'We saw you stop.\n\nNeed a hand?',
      expires_at: '2026-11-28T14:05:00.000Z',
      ends_at: '2027-02-19T14:05:00.000Z',
      severity: 'Critical',
      rule: 'Service down',
      at: '2026-11-28T14:05:00.000Z',
    },
    secret: 'the-secret_1',
    ...more,
  };
}

describe('mails', () => {
  it('show code, link and expiry of an invitation, in text and in HTML', () => {
    const composed = compose(mail('invitation', { secret: '4UAI-PRE-a1b2c3d4e5f6' }));
    for (const part of [composed.text, composed.html]) {
      expect(part).toContain('4UAI-PRE-a1b2c3d4e5f6');
      expect(part).toContain('https://beta.example.com/beta/register?code=4UAI-PRE-a1b2c3d4e5f6');
      expect(part).toContain('28 Nov 2026, 14:05 UTC');
      expect(part).toContain('premium');
      expect(part).not.toContain('Rehearsal');
    }
  });

  it.each(mailKindSchema.options)('of the kind %s have no holes, and nothing put in becomes markup', (kind) => {
    const data = Object.fromEntries(
      ['full_name', 'username', 'tier', 'role', 'added_by', 'step', 'severity', 'rule']
        .map((name) => [name, hostile])
        .concat([
          // The only value whose lines are kept.
          ['message', hostile.replace('\r\n', ' ')],
          ['expires_at', '2026-11-28'],
          ['ends_at', '2026-11-28'],
          ['at', '2026-11-28'],
        ]),
    );
    const composed = compose(mail(kind, { data, to: hostile, subject: hostile, secret: hostile }));
    expect(composed.html).not.toContain('<script');
    expect(composed.html).not.toContain('alert("');
    expect(composed.text).not.toContain('\nBcc:');
    // What was put in is not read as a template again.
    const { html } = compose(mail(kind, { data: { ...data, code: 'stolen' }, secret: 'kept' }));
    expect(html).toContain('{{code}}');
  });

  it('keep the lines of what somebody wrote, and nothing else of it', () => {
    const message = `Hi,\r\n<b>bold</b>\n\n=HYPERLINK("http://x")\u2028{{to}} $& \u202eend`;
    const { text, html } = compose(mail('nudge', { data: { full_name: 'Ada', step: 'x', message } }));
    expect(text).toContain('Hi,\n<b>bold</b>\n\n=HYPERLINK("http://x")\n{{to}} $& end\n');
    expect(html).toContain(
      'Hi,<br>\n&#60;b&#62;bold&#60;/b&#62;<br>\n<br>\n=HYPERLINK(&#34;http://x&#34;)<br>\n{{to}} $&#38; ',
    );
  });

  it('keep a name from turning the direction of what is around it', () => {
    const { text, html } = compose(mail('nudge', { data: { full_name: 'A\u202eda', step: 'x', message: 'y' } }));
    expect(text).toContain('Hello Ada\n');
    expect(html).toContain('<bdi>A\u202eda</bdi>');
  });

  it('say when they are a rehearsal', () => {
    const rehearse = createMailComposer({ publicUrl: 'https://beta.example.com', rehearsal: true });
    const composed = rehearse(mail('welcome'));
    expect(composed.text).toContain('REHEARSAL');
    expect(composed.html).toContain('Rehearsal');
  });

  it('are never sent with a hole in them', () => {
    expect(() => compose(mail('welcome', { data: {} }))).toThrow('full_name');
  });
});
