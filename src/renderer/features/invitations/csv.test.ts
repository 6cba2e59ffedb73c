import { describe, expect, it } from 'vitest';
import type { Invitation } from '#contract/invitations.ts';
import { csvName, invitationsCsv } from './csv.ts';

const invitation: Invitation = {
  id: '0b9d4b4e-6f0e-4b0e-8f4e-0a1b2c3d4e5f',
  code: '4UAI-PRE-••••••••e5f6',
  email: '=cmd@example.com',
  tier: 'premium',
  status: 'pending',
  delivery: 'failed',
  delivery_reason: '550 "no such user", sorry',
  created_at: '2026-11-01T00:00:00Z',
  expires_at: '2026-11-08T00:00:00Z',
  used_at: null,
  revoked_at: null,
  user_id: null,
  batch_id: null,
  batch_name: '@SUM(A1)',
  created_by: { id: null, name: 'Olga', role: 'ops' },
};

describe('invitations as CSV', () => {
  it('defuses formulas, quotes what needs it and keeps codes masked', () => {
    const [header, row, end] = invitationsCsv([invitation]).replace('\uFEFF', '').split('\r\n');
    expect(header).toBe(
      'email,tier,status,delivery,delivery_reason,code,batch,created_at,expires_at,used_at,revoked_at,invited_by,id',
    );
    expect(row).toBe(
      `'=cmd@example.com,premium,pending,failed,"550 ""no such user"", sorry",4UAI-PRE-••••••••e5f6,'@SUM(A1),2026-11-01T00:00:00Z,2026-11-08T00:00:00Z,,,Olga,${invitation.id}`,
    );
    expect(end).toBe('');
  });

  it('says in the name how many rows it holds', () => {
    expect(csvName(1, new Date('2026-11-21T23:00:00Z'))).toBe('gatehouse-invitations-2026-11-21-1-row.csv');
    expect(csvName(1200, new Date('2026-11-21T23:00:00Z'))).toContain('-1200-rows.csv');
  });
});
