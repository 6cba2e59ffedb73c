import { expect, it } from 'vitest';
import type { UserListRow } from '#contract/users.ts';
import { csvName, usersCsv } from './csv.ts';

const row: UserListRow = {
  id: '0b9d4b4e-6f0e-4b0e-8f4e-0a1b2c3d4e5f',
  email: '+sum@example.com',
  username: 'ada',
  full_name: '=HYPERLINK("http://x")',
  company: 'Lovelace, Sons\n& Co',
  role: 'member',
  state: 'suspended',
  is_beta_user: true,
  beta_tier: 'premium',
  beta_activated_at: '2026-11-01T00:00:00Z',
  email_verified_at: null,
  totp_enabled: false,
  created_at: '2026-11-01T00:00:00Z',
  last_seen_at: null,
  version: 3,
  suspended_at: '2026-11-02T00:00:00Z',
  suspended_reason: '@cmd',
  deleted_at: null,
  purge_at: null,
  erased_at: null,
  week: '2026-W44',
  batch: { id: '0b9d4b4e-6f0e-4b0e-8f4e-0a1b2c3d4e50', name: 'Wave 1' },
  onboarding: { step: null, steps_done: 6, progress_percentage: 100 },
  matched_by: [],
};

it('defuses formulas and quotes what needs it', () => {
  const text = usersCsv([row]);
  expect(text.split('\r\n')[0]).toMatch(/^\uFEFFemail,full_name,username,company,role,state,tier,batch,week,/);
  expect(text).toContain(
    `\r\n'+sum@example.com,"'=HYPERLINK(""http://x"")",ada,"Lovelace, Sons\n& Co",member,suspended,premium,Wave 1,2026-W44,completed,100,`,
  );
  expect(text).toContain("'@cmd");
});

it('leaves out what staff do not have', () => {
  const staff = { ...row, role: 'ops', beta_tier: null, batch: null, onboarding: null } as const;
  expect(usersCsv([staff])).toContain(',ops,suspended,,,2026-W44,,,');
});

it('says in the name how many rows it holds', () => {
  expect(csvName(1, new Date('2026-11-21T23:00:00Z'))).toBe('gatehouse-users-2026-11-21-1-row.csv');
  expect(csvName(1200, new Date('2026-11-21T23:00:00Z'))).toContain('-1200-rows.csv');
});
