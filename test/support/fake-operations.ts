/** What the fake bridge answers to operations: a small world, made up on the fly. */
type Input = { params?: Record<string, string>; query?: Record<string, unknown>; body?: Record<string, unknown> };
type Operation = (input: Input) => unknown;

const names = ['Ada Moreau', 'Nora Lindqvist', 'Sam Okafor', 'Mei Tanaka', 'Iker Etxeberria', 'Zofia Nowak'];

function id(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function day(index: number): string {
  return new Date(Date.UTC(2026, 10, 21, 12) - index * 3_600_000).toISOString();
}

/** A page of a list whose rows are made from their index; the cursor is the next index. */
function page(total: number, query: Record<string, unknown> = {}, row: (index: number) => unknown) {
  const start = Number(query.cursor ?? 0);
  const end = Math.min(total, start + Number(query.limit ?? 50));
  const items = Array.from({ length: Math.max(0, end - start) }, (_, offset) => row(start + offset));
  return { items, next_cursor: end < total ? String(end) : null, total };
}

export function fakeOperations(rows: number): Record<string, Operation> {
  let capacity = { capacity: 500, overbooking: 1, free: 140, reserved: 42, used: 318, version: 1 };
  let policy = { four_eyes: true, quorum_seats: 100, quorum_enterprise_seats: 10, version: 1 };
  return {
    'capacity.get': () => capacity,
    'capacity.update': ({ body }) => {
      capacity = { ...capacity, ...body };
      return capacity;
    },
    'approval_policy.get': () => policy,
    'approval_policy.update': ({ body }) => {
      policy = { ...policy, ...body };
      return policy;
    },
    'auth.totp_enrol': () => ({
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      otpauth_url:
        'otpauth://totp/Gatehouse:nora%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Gatehouse',
    }),
    'users.list': ({ query }) =>
      page(rows, query, (index) => {
        const name = names[index % names.length] ?? '';
        return {
          id: id(index),
          email: `${name.toLowerCase().replace(' ', '.')}.${index}@example.com`,
          username: null,
          full_name: name,
          company: null,
          role: query?.role ?? 'ops',
          state: 'active',
          is_beta_user: false,
          beta_tier: null,
          beta_activated_at: null,
          email_verified_at: null,
          totp_enabled: index % 3 !== 0,
          created_at: day(index),
          last_seen_at: index % 4 === 0 ? null : day(index / 10),
          version: 1,
          suspended_at: null,
          suspended_reason: null,
          deleted_at: null,
          purge_at: null,
          erased_at: null,
          week: '2026-W10',
          batch: null,
          onboarding: null,
          matched_by: [],
        };
      }),
  };
}
