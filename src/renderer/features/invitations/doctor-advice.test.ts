import { describe, expect, it } from 'vitest';
import type { InvitationDetail, LookupAnswer } from '#contract/invitations.ts';
import { doctorAdvice } from './doctor-advice.ts';

const invitation: InvitationDetail = {
  id: '0b9d4b4e-6f0e-4b0e-8f4e-0a1b2c3d4e5f',
  code: '4UAI-PRE-••••••••e5f6',
  email: 'ada@example.com',
  tier: 'premium',
  status: 'pending',
  delivery: 'sent',
  delivery_reason: null,
  created_at: '2026-11-01T00:00:00Z',
  expires_at: '2026-11-08T00:00:00Z',
  used_at: null,
  revoked_at: null,
  user_id: null,
  batch_id: null,
  batch_name: null,
  created_by: { id: null, name: 'Olga', role: 'ops' },
  history: [],
};
const answer = (match: LookupAnswer['match'], more: Partial<InvitationDetail> | null = {}): LookupAnswer => ({
  match,
  normalised: '4UAI-PRE-••••••••e5f6',
  tier: 'premium',
  notes: [],
  invitation: more === null ? null : { ...invitation, ...more },
});

describe('the advice of the code doctor', () => {
  it('has no action where there is no invitation', () => {
    expect(doctorAdvice(answer('malformed', null), 'admin')).toMatchObject({ finding: 'critical', actions: [] });
    expect(doctorAdvice(answer('unknown', null), 'admin')).toMatchObject({ finding: 'critical', actions: [] });
  });

  it('names the owner of the nearest code and asks for care', () => {
    const advice = doctorAdvice(answer('near'), 'support');
    expect(advice.verdict).toContain('ada@example.com');
    expect(advice).toMatchObject({ finding: 'warning', actions: ['resend'] });
  });

  it('offers more time to an expired code, to support a new one', () => {
    expect(doctorAdvice(answer('exact', { status: 'expired' }), 'ops').actions).toEqual(['resend', 'extend']);
    expect(doctorAdvice(answer('exact', { status: 'expired' }), 'support').actions).toEqual(['resend']);
  });

  it('offers a new code where the mail never arrived', () => {
    const advice = doctorAdvice(answer('exact', { delivery: 'bounced' }), 'support');
    expect(advice).toMatchObject({ finding: 'ok', actions: ['resend'] });
    expect(advice.next).toContain('did not arrive');
  });

  it('has a code that nobody was mailed passed on', () => {
    const good = answer('exact', { delivery: 'kept' });
    expect(doctorAdvice(good, 'ops').next).toContain('open its mail in the outbox and pass the code on');
    expect(doctorAdvice(good, 'support').next).toContain('ops or an admin can pass it on');
    expect(doctorAdvice(answer('voided', { delivery: 'kept' }), 'ops').next).toMatch(
      /^Nobody was mailed the newer one/,
    );
  });

  it('offers nothing for a used one, replaced or not', () => {
    expect(doctorAdvice(answer('exact', { status: 'used' }), 'admin').actions).toEqual([]);
    expect(doctorAdvice(answer('voided', { status: 'used' }), 'admin').actions).toEqual([]);
  });

  it('sends the owner of a replaced code to the newest mail', () => {
    expect(doctorAdvice(answer('voided'), 'ops')).toMatchObject({ finding: 'warning', actions: ['resend'] });
  });
});
