import { describe, expect, it } from 'vitest';
import type { BatchRow } from '#contract/batches.ts';
import { readAddressList } from '#shared/address-list.ts';
import { refusedCsv, refusedName } from './refused-csv.ts';

const row = (given: Partial<BatchRow>): BatchRow => ({
  position: 1,
  raw_email: 'ada@example',
  email: null,
  tier: 'premium',
  class: 'malformed',
  reason: 'What follows the @ is not a domain.',
  state: 'skipped',
  error: null,
  invitation_id: null,
  delivery: 'not_sent',
  ...given,
});

describe('rows that were left out', () => {
  it('can be imported again as they are, tier and all', () => {
    const rows = [
      row({}),
      row({ position: 2, raw_email: 'alan@example.com', tier: null, class: 'duplicate', reason: null }),
    ];
    const read = readAddressList(refusedCsv(rows), { defaultTier: 'standard', maximumRows: 10 });
    expect(read).toMatchObject({
      ok: true,
      rows: [
        { raw: 'ada@example', tier: 'premium' },
        { email: 'alan@example.com', tier: 'standard' },
      ],
    });
  });
  it('never run as a formula', () => {
    expect(refusedCsv([row({ raw_email: '=HYPERLINK("x")' })])).toContain(`"'=HYPERLINK(""x"")"`);
  });
  it('are named after the batch', () => {
    expect(refusedName('Wave 2/press: "A"', 8)).toBe('Wave 2 press A - 8 refused rows.csv');
    expect(refusedName('???', 1)).toBe('Batch - 1 refused row.csv');
  });
});
