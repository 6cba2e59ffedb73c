import { describe, expect, it } from 'vitest';
import { readAddressList } from '#shared/address-list.ts';
import { approvalsNeeded, classWithinList, planHeader } from './plan.ts';

function classed(text: string) {
  const reading = readAddressList(text, { defaultTier: 'standard', maximumRows: 100 });
  if (!reading.ok) throw new Error(reading.error.message);
  return classWithinList(reading.rows);
}

describe('classWithinList', () => {
  it('lets the first of equal addresses stand', () => {
    const rows = classed('a@x.de\nA@X.DE\na@x.de,premium');
    expect(rows.map((row) => row.class)).toEqual([null, 'duplicate', 'duplicate']);
    expect(rows[1]?.reason).toBe('The same address is on line 1.');
    expect(rows[2]?.reason).toContain('as standard; that line stands');
  });

  it('does not count a malformed row as the first of equal ones', () => {
    const rows = classed('a@x.de,gold\na@x.de,premium');
    expect(rows.map((row) => row.class)).toEqual(['malformed', null]);
  });
});

describe('approvalsNeeded', () => {
  const policy = { four_eyes: true, quorum_seats: 100, quorum_enterprise_seats: 10 };
  it.each([
    [{ ready: 100, enterprise: 10 }, 1],
    [{ ready: 101, enterprise: 0 }, 2],
    [{ ready: 11, enterprise: 11 }, 2],
  ])('of %j is %i', (plan, needed) => {
    expect(approvalsNeeded(policy, plan)).toBe(needed);
  });
});

it('keeps a name with line breaks on one line of the plan', () => {
  expect(planHeader({ id: 'x', name: 'a\n1\tb' }).match(/\n/g)).toHaveLength(1);
});
